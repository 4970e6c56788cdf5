"""Who runs: the commands whose costs are compared, and whether those that do the same come to the same."""
import collections
import functools
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Callable

import corpus
import prepare

HERE = os.path.dirname(os.path.abspath(__file__))
PEER_SECONDS = 3  # that a slow tool gets each time; it is judged by as much text as it comes through
STARTS = 20  # each time: a start takes milliseconds


@dataclass
class Cost:
    """CPU and wall in seconds, peak and megabytes in MB."""
    cpu: float
    wall: float = 0
    peak: float = 0
    megabytes: float = 0


class Failed(Exception):
    """A command that failed, and what it said."""


def failure(argv, errors):
    errors.seek(0)
    return Failed(f'{" ".join(argv)} failed:\n{errors.read().decode(errors="replace")}')


def nothing():
    return ''


@dataclass
class Entry:
    """What is run at once; it gives the costs of one row or more, by name."""
    rows: dict[str, str]  # what each row is, by name
    run: Callable[[], dict[str, Cost]]
    without: Callable[[], str] = nothing  # prepares it; why it cannot run, or an empty text
    check: Callable[[], str] = nothing  # what does not agree with what others come to


def run_measured(argv, stdin='/dev/null', times=1):
    """The costs of each run of a command. What it prints is thrown away."""
    with tempfile.NamedTemporaryFile('r') as rows, open(stdin, 'rb') as source, tempfile.TemporaryFile() as errors:
        watched = [prepare.program('costs_of'), rows.name, str(times), *argv]
        subprocess.run(watched, stdin=source, stdout=subprocess.DEVNULL, stderr=errors, check=True)
        costs = [json.loads(row) for row in rows]
        if any(cost['status'] for cost in costs):
            raise failure(argv, errors)
    return [Cost(cost['cpu'], cost['wall'], cost['peak']) for cost in costs]


def megabytes(path):
    return os.path.getsize(path) / 1e6


def command(name, about, argv, stdin, **more):
    """A command that reads `stdin`, and is judged by its size."""
    def run():
        cost, = run_measured(argv, stdin)
        cost.megabytes = megabytes(stdin)
        return {name: cost}
    return Entry({name: about}, run, **more)


def own_clock(rows, argv, **more):
    """A program that prints what each of its rows took, for it spends time on other things, too."""
    def run():
        took = dict(zip(rows, json.loads(output_of(argv, '/dev/null')).values()))
        return {name: Cost(row['cpu'], megabytes=row['megabytes']) for name, row in took.items()}
    return Entry(rows, run, **more)


def once(entry):
    """The entry run in the first round alone; its costs count for all."""
    return Entry(entry.rows, functools.cache(entry.run), entry.without, entry.check)


def digest(argv, stdin):
    """A hash of what a command prints."""
    with open(stdin, 'rb') as source, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(argv, stdin=source, stdout=subprocess.PIPE, stderr=errors)
        value = hashlib.sha256()
        while block := process.stdout.read(1 << 20):
            value.update(block)
        if process.wait() != 0:
            raise failure(argv, errors)
    return value.hexdigest()


def output_of(argv, stdin):
    with open(stdin, 'rb') as source, tempfile.TemporaryFile() as errors:
        done = subprocess.run(argv, stdin=source, stdout=subprocess.PIPE, stderr=errors)
        if done.returncode != 0:
            raise failure(argv, errors)
    return done.stdout


def rows_of_text(lines):
    """How often each line that is not blank occurs."""
    return collections.Counter(line.strip() for line in lines if line.strip())


class Bench:
    """All entries, over the corpus in a folder; outputs of many files go to `scratch`."""

    def __init__(self, folder, scratch, with_peers):
        self.folder, self.scratch = folder, scratch
        self.jsonl, self.text = f'{folder}/all.jsonl', f'{folder}/all.txt'
        self.stream = [prepare.program('dechaff'), 'clean', '-', '--format', 'jsonl']
        self.outputs = 0
        self.entries = [
            command('cat', 'cat | cat', ['sh', '-c', 'cat | cat'], self.jsonl),
            command('wc', 'wc -l', ['wc', '-l'], self.jsonl),
            command('builtin', 'dechaff, built-in rules', [*self.stream, '-j1'], self.jsonl),
            command('builtin-j2', 'dechaff, built-in rules, 2 threads', [*self.stream, '-j2'], self.jsonl,
                    check=self.threads_agree),
        ]
        for count in corpus.RULE_COUNTS:
            self.entries += self.rules(count)
        self.entries += [*self.files(), *self.compressed(), *self.starts()]
        if with_peers:
            self.entries += self.peers()

    def rule_options(self, count):
        return ['--no-builtin', '--rules', f'{self.folder}/rules_{count}.toml']

    def rules(self, count):
        patterns, sample = f'{self.folder}/rules_{count}.txt', f'{self.folder}/sample20.txt'
        rg_argv = [prepare.RG, '-v', '-i', '-f', f'{self.folder}/rules_{count}.rg.txt']
        ours, hyperscan = ([prepare.program(name), patterns, sample] for name in ('match_race', 'match_hyperscan'))

        def hyperscan_agrees():
            by_us, by_it = (json.loads(output_of(argv, '/dev/null')) for argv in (ours, hyperscan))
            alike = by_us['match']['hash'] == by_it['hyperscan']['hash']
            if alike:
                return ''
            return (f'with {count} rules Hyperscan finds {by_it["hyperscan"]["found"]:,} times a rule in a line, and dechaff '
                    f'{by_us["match"]["found"]:,} times')

        return [
            command(f'rules-{count}', f'dechaff, {count:,} bench rules',
                    [*self.stream, '-j1', *self.rule_options(count)], self.jsonl),
            command(f'rg-{count}', f'rg -v -i -f, {count:,} rules', rg_argv, self.text, without=prepare.without_ripgrep,
                    check=lambda: self.ripgrep_agrees(count, rg_argv)),
            own_clock({f'match-{count}': f'matching only, {count:,} rules',
                       f're2-set-{count}': f'RE2::Set, {count:,} rules'},
                      [prepare.program('match_race'), patterns, self.text]),
            # It takes half a minute to compile 3,000 rules.
            once(own_clock({f'hyperscan-{count}': f'Hyperscan, {count:,} rules'},
                           hyperscan, without=prepare.without_hyperscan, check=hyperscan_agrees)),
            own_clock({f'python-re-{count}': f'Python re, {count:,} rules in one'},
                      ['python3', f'{HERE}/python_re.py', patterns, sample, str(PEER_SECONDS)]),
        ]

    def threads_agree(self):
        if digest([*self.stream, '-j1'], self.jsonl) == digest([*self.stream, '-j2'], self.jsonl):
            return ''
        return 'two threads come to another output than one'

    def ripgrep_agrees(self, count, rg_argv):
        """Compares the lines that are left of the sample. Ours has read them in rows, ripgrep one by one; blank lines and
        the space around a line do not count, for dechaff's patterns do not see them."""
        argv = [*self.stream, '-j1', *self.rule_options(count)]
        left_by_us = rows_of_text(line for row in output_of(argv, f'{self.folder}/sample20.jsonl').splitlines()
                                  for line in json.loads(row)['text'].split('\n'))
        left_by_them = rows_of_text(output_of(rg_argv, f'{self.folder}/sample20.txt').decode().split('\n'))
        only_us, only_them = left_by_us - left_by_them, left_by_them - left_by_us
        if not only_us and not only_them:
            return ''
        example = next(iter(only_us or only_them))
        return (f'of {left_by_them.total():,} lines that ripgrep leaves with {count} rules dechaff removes '
                f'{only_them.total():,}, and leaves {only_us.total():,} others, such as: {example[:100]}')

    def new_output(self):
        self.outputs += 1
        return f'{self.scratch}/out-{self.outputs}'

    def files(self):
        """Many small files into a tree that is new each time, for to replace files costs more than to make them."""
        files = f'{self.folder}/files'
        size = sum(os.path.getsize(f'{part}/{name}') for part, _, names in os.walk(files) for name in names) / 1e6
        number = sum(len(names) for _, _, names in os.walk(files))

        def tree(name, about, argv, check=nothing):
            def run():
                output = self.new_output()
                cost, = run_measured([word.replace('OUT', output) for word in argv])
                cost.megabytes = size
                shutil.rmtree(output)
                return {name: cost}
            return Entry({name: f'{number:,} files, {about}'}, run, check=check)

        ours = [prepare.program('dechaff'), 'clean', files, '-j1', '-o', 'OUT']
        return [
            tree('files', 'dechaff with its ledger', ours, lambda: self.all_files_are_written(files, ours)),
            tree('files-plain', 'open, read, write, close', [prepare.program('plain_copy'), files, 'OUT']),
        ]

    def all_files_are_written(self, files, argv):
        output = self.new_output()
        run_measured([word.replace('OUT', output) for word in argv])
        missing = [path for part, _, names in os.walk(files) for name in names
                   if not os.path.exists(path := f'{output}{part[len(files):]}/{name}')]
        shutil.rmtree(output)
        return f'{len(missing)} files were not written, such as {missing[0]}' if missing else ''

    def compressed(self):
        rows = f'{self.jsonl}.gz'
        ours = [*self.stream, '-j1', '--compress', 'gz']

        def refused():
            try:
                digest(ours, '/dev/null')
            except Failed:
                return 'dechaff does not know --compress'
            return ''

        def like_plain_rows():
            unpacked = digest(['sh', '-c', '"$@" | gzip -dc', 'sh', *ours], rows)
            return '' if unpacked == digest([*self.stream, '-j1'], self.jsonl) else 'compressed rows come to others'

        def judged_by_rows(entry):
            def run():
                costs = entry.run()
                for cost in costs.values():
                    cost.megabytes = megabytes(self.jsonl)
                return costs
            return Entry(entry.rows, run, entry.without, entry.check)

        return [judged_by_rows(entry) for entry in (
            command('gz', 'dechaff, gz in and out', ours, rows, without=refused, check=like_plain_rows),
            command('igzip', 'igzip -d | igzip -1', ['sh', '-c', 'igzip -d -c | igzip -1 -c'], rows))]

    def starts(self):
        def start(name, about, argv):
            def run():
                costs = sorted(run_measured(argv, times=STARTS), key=lambda cost: cost.wall)
                return {name: costs[STARTS // 2]}
            return Entry({name: about}, run)

        def one_file():
            costs = []
            for _ in range(STARTS):
                output = self.new_output()
                argv = [prepare.program('dechaff'), 'clean', f'{self.folder}/files/000/000000.txt', '-o', output]
                costs += run_measured(argv)
                shutil.rmtree(output)
            return {'start-file': sorted(costs, key=lambda cost: cost.wall)[STARTS // 2]}

        empty = [prepare.program('dechaff'), 'clean', '-']
        return [
            start('start', 'start, built-in rules', empty),
            start('start-3000', 'start, 3,000 bench rules', [*empty, *self.rule_options(3000)]),
            Entry({'start-file': 'one small file, built-in rules'}, one_file),
        ]

    def peers(self):
        sample = f'{self.folder}/sample20.jsonl'
        tools = {'dolma': 'dolma, C4 tagger', 'datatrove': 'datatrove, C4 quality filter',
                 'resiliparse': 'resiliparse, main content of HTML', 'justext': 'jusText, paragraphs of HTML'}
        return [own_clock({tool: about}, [prepare.peer_python(tool), f'{HERE}/peers.py', tool, sample, str(PEER_SECONDS)],
                          without=functools.partial(prepare.without_peer, tool))
                for tool, about in tools.items()]
