"""Mail that comes back, as mail systems write it (RFC 3464)."""

from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def report(to: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Return a delivery status notification to an address of ours."""
    mail = MIMEMultipart("report", report_type="delivery-status")
    mail["From"] = "MAILER-DAEMON@mail.example.org"
    mail["To"] = to
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail.attach(MIMEText("I am sorry to have to inform you\n"))
    machine, recipient = EmailMessage(), EmailMessage()
    machine["Reporting-MTA"] = "dns; mail.example.org"
    recipient["Final-Recipient"] = "rfc822; zoe@example.org"
    recipient["Action"] = action
    recipient["Status"] = status
    status_part = MIMEMessage(EmailMessage())
    status_part.replace_header("Content-Type", "message/delivery-status")
    status_part.set_payload([machine, recipient])
    mail.attach(status_part)
    return mail.as_bytes()


def letter_to(to: str) -> bytes:
    """Return mail that somebody wrote by hand."""
    mail = EmailMessage()
    mail["From"] = "zoe@example.org"
    mail["To"] = to
    mail.set_content("Thank you for your letter.\n")
    return mail.as_bytes()
