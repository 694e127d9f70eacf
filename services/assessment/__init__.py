"""The assessment service: cases, who assesses them, and what they recommend."""
