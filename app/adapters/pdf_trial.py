"""A process by itself that opens a ciphered PDF with little memory: what swells kills it, and not the platform."""

import io
import resource
import sys

MEMORY = 1_000_000_000
SECONDS = 15


def main() -> int:
    """0 when the document opens, or is refused for another reason; 1 when it takes too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(sys.stdin.buffer.read())) as document:
            for one in document.objects:
                one.unparse(resolved=True)
    except MemoryError:
        return 1
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
