"""peers.py TOOL ROWS SECONDS: takes the documents of a file of rows through a tool that people use for like work, for so
many seconds of CPU at most, and prints how much that was, by the size of the rows. What the tool loads before the first
document does not count.
"""
import json
import sys
import time
from html import escape


def dolma():
    from dolma.core.data_types import Document
    from dolma.taggers.c4 import C4Tagger
    tagger = C4Tagger()
    return lambda number, text: tagger.predict(Document(source='bench', id=str(number), text=text))


def datatrove():
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter
    quality = C4QualityFilter()
    return lambda number, text: quality.filter(Document(id=str(number), text=text))


def page(text):
    """The text as HTML, which is what an extractor reads."""
    paragraphs = ''.join(f'<p>{escape(line)}</p>\n' for line in text.split('\n'))
    return f'<!doctype html><html><head><title></title></head><body><article>\n{paragraphs}</article></body></html>'


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda number, text: extract_plain_text(page(text), main_content=True)


def justext():
    import justext as tool
    words = tool.get_stoplist('English')
    return lambda number, text: tool.justext(page(text), words)


def main():
    tool, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    process = {'dolma': dolma, 'datatrove': datatrove, 'resiliparse': resiliparse, 'justext': justext}[tool]()
    process(0, 'The old ferry will sail again in spring. It needs a new engine first.')
    with open(path, encoding='utf-8') as source:
        rows = [(json.loads(row)['text'], len(row.encode())) for row in source]
    took = size = 0
    for number, (text, row_size) in enumerate(rows):
        start = time.process_time()
        process(number, text)
        took += time.process_time() - start
        size += row_size
        if took >= seconds:
            break
    print(json.dumps({tool: {'cpu': took, 'megabytes': size / 1e6}}))


main()
