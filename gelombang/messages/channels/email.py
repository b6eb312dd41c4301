"""E-mail by SMTP (RFC 5321), through Django's mail, with a Message-ID that is the same for each try (RFC 5322)."""

import smtplib
from hashlib import sha256

from django.core.mail import EmailMessage, get_connection

from . import Never, NotNow

PERMANENT = 500


class Email:
    """From `sender` through the server that the settings name."""

    def __init__(self, sender: str) -> None:
        self._sender = sender

    def send(self, *, address: str, subject: str, text: str, key: str) -> str:
        """Hand it to the server. An answer of 5xx to the recipient is for good, everything else may pass."""
        domain = self._sender.rpartition("@")[2].rstrip(">")
        identifier = f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"
        mail = EmailMessage(subject, text, self._sender, [address], headers={"Message-ID": identifier})
        try:
            with get_connection(fail_silently=False) as connection:
                connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise (Never if code >= PERMANENT else NotNow)(
                f"SMTP {code}: the recipient was refused"
            ) from error
        except smtplib.SMTPResponseException as error:
            raise NotNow(f"SMTP {error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotNow(type(error).__name__) from error
        return identifier
