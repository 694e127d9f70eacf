"""Reports: the regulator's figures, the register as at a date, samples of cases."""
