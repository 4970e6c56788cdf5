"""python_re.py PATTERNS TEXT SECONDS: searches the lines of a text for patterns with Python's re, all in one alternation as
one would write it, for so many seconds of CPU at most, and prints how much text that was."""
import functools
import json
import re
import sys
import time
import unicodedata
import warnings

PIECE = re.compile(r'\\p(?:\{(\w+)\}|(\w))|\\.|\[(?:\\.|[^\]\\])*\]')  # a property, another escape, a class


@functools.cache
def ranges_of(name):
    """The characters of a Unicode category, or of Hangul, as ranges of a class; re does not know them by name."""
    ranges = []
    for code, character in enumerate(map(chr, range(0x110000))):
        is_script = unicodedata.name(character, '').startswith(name.upper() + ' ')
        if is_script or unicodedata.category(character).startswith(name):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return ''.join(f'\\U{first:08x}-\\U{last:08x}' for first, last in ranges)


def for_re(pattern):
    """The pattern with its classes of properties written out."""
    def written_out(piece):
        if name := piece[1] or piece[2]:
            return f'[{ranges_of(name)}]'
        if not piece[0].startswith('['):
            return piece[0]
        return PIECE.sub(lambda part: ranges_of(part[1] or part[2]) if part[1] or part[2] else part[0], piece[0][:-1]) + ']'
    return PIECE.sub(written_out, pattern)


def main():
    patterns, text, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with open(patterns, encoding='utf-8') as source:
        alternatives = [f'(?:{for_re(line)})' for line in source.read().splitlines()]
    warnings.simplefilter('ignore')  # of brackets in classes
    search = re.compile('|'.join(alternatives), re.IGNORECASE).search
    with open(text, encoding='utf-8') as source:
        lines = source.read().split('\n')
    found = size = 0
    start = time.process_time()
    for line in lines:
        found += search(line.strip()) is not None
        size += len(line.encode()) + 1
        if (took := time.process_time() - start) >= seconds:
            break
    print(json.dumps({'python-re': {'cpu': took, 'megabytes': size / 1e6, 'found': found}}))


main()
