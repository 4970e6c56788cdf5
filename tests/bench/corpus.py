"""corpus.py FOLDER MEGABYTES: makes a corpus of invented news for measuring speed, the same bytes every time.

FOLDER gets the same files as from a BENCH_MATERIAL_DIR's make_corpus.py: all.jsonl; all.txt, with an empty line behind
each document; files/000/000000.txt and so on, a document each; the first 20 MB once more as sample20.jsonl and
sample20.txt; and rule sets of 30, 300 and 3,000 patterns, rules_N.txt for RE2 and rules_N.rg.txt for ripgrep. Sentences
are put together from phrases.json; about 7 % of the lines are hit by a rule of the sets, as many are other chaff. It is
for timing, not for quality.
"""
import json
import os
import random
import sys

RULE_COUNTS = (30, 300, 3000)
SAMPLE_BYTES = 20e6
MOST_FILES = 100_000
FILES_A_FOLDER = 1000


class Writer:
    """Makes documents. Draws with random() alone, whose numbers are the same in every version of Python."""

    def __init__(self, phrases):
        self.languages = {name: part for name, part in phrases.items() if isinstance(part, dict)}
        self.names, self.places = phrases['names'], phrases['places']
        self.draw = random.Random(20240501).random
        papers = [f'{place} {paper}' for place in phrases['places'] for paper in phrases['papers']]
        rules = [(pattern.replace('{paper}', paper), example.replace('{paper}', paper))
                 for paper in papers for pattern, example in phrases['rules']]
        # The same rules in a mixed order, without repeats: the small sets are the beginnings of the large one.
        self.rules = [self.take(rules) for _ in range(max(RULE_COUNTS))]

    def pick(self, items):
        return items[int(self.draw() * len(items))]

    def take(self, items):
        i = int(self.draw() * len(items))
        items[i], items[-1] = items[-1], items[i]
        return items.pop()

    def language(self):
        point = self.draw() * sum(part['share'] for part in self.languages.values())
        for name, part in self.languages.items():
            point -= part['share']
            if point < 0:
                return name
        return name

    def filled(self, text):
        for slot, value in (('{name}', self.names), ('{place}', self.places)):
            if slot in text:
                text = text.replace(slot, self.pick(value))
        return text.replace('{number}', str(2 + int(self.draw() * 900)))

    def sentence(self, part):
        pieces = (self.filled(self.pick(part[key])) for key in ('subjects', 'predicates', 'endings'))
        return part['joint'].join(pieces) + part['stop']

    def line(self, part):
        kind = self.draw()
        if kind < 0.07:
            return self.rules[int(self.draw() ** 3 * len(self.rules))][1]  # more from the small sets
        if kind < 0.14:
            return self.filled(self.pick(part['chaff']).replace('{title}', self.sentence(part)[:60]))
        return part['joint'].join(self.sentence(part) for _ in range(1 + int(self.draw() * 3)))

    def document(self):
        """The document's language and text."""
        language = self.language()
        part = self.languages[language]
        lines = [self.sentence(part)[:80]]
        lines += [self.line(part) for _ in range(3 + int(self.draw() ** 2 * 30))]
        return language, '\n'.join(lines)


def for_ripgrep(pattern):
    """The pattern with the edges of words and the digits as RE2 has them, ASCII's."""
    return pattern.replace(r'\b', r'(?-u:\b)').replace(r'\d', '[0-9]')


def write_lines(path, lines):
    with open(path, 'w', encoding='utf-8') as out:
        out.writelines(line + '\n' for line in lines)


def write_rule_file(path, patterns):
    """A rule file for dechaff: each pattern takes its line."""
    with open(path, 'w', encoding='utf-8') as out:
        for i, pattern in enumerate(patterns):
            quotes = "'''" if "'" in pattern else "'"
            out.write(f'[[rule]]\nid = "b.r{i:04}"\npattern = {quotes}{pattern}{quotes}\naction = "line"\n\n')


def write_corpus(folder, megabytes):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'phrases.json'), encoding='utf-8') as source:
        writer = Writer(json.load(source))
    os.makedirs(folder, exist_ok=True)
    for count in RULE_COUNTS:
        patterns = [pattern for pattern, _ in writer.rules[:count]]
        write_lines(f'{folder}/rules_{count}.txt', patterns)
        write_lines(f'{folder}/rules_{count}.rg.txt', map(for_ripgrep, patterns))

    size = number = 0
    names = ('all.jsonl', 'all.txt', 'sample20.jsonl', 'sample20.txt')
    rows, texts, sample_rows, sample_texts = (open(f'{folder}/{name}', 'w', encoding='utf-8') for name in names)
    while size < megabytes * 1e6:
        language, text = writer.document()
        url = f'https://www.example{number % 997}.com/news/{number}'
        row = {'id': f'doc-{number:08}', 'url': url, 'language': language, 'text': text}
        row = json.dumps(row, ensure_ascii=False) + '\n'
        rows.write(row)
        texts.write(text + '\n\n')
        if size < SAMPLE_BYTES:
            sample_rows.write(row)
            sample_texts.write(text + '\n\n')
        if number < MOST_FILES:
            part = f'{folder}/files/{number // FILES_A_FOLDER:03}'
            if number % FILES_A_FOLDER == 0:
                os.makedirs(part, exist_ok=True)
            with open(f'{part}/{number:06}.txt', 'w', encoding='utf-8') as file:
                file.write(text + '\n')
        size += len(text.encode())
        number += 1
    for file in (rows, texts, sample_rows, sample_texts):
        file.close()


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_corpus(sys.argv[1], float(sys.argv[2]))
