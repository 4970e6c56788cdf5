"""instructions [--record]: counts the instructions that cleaning takes for each byte, and compares them with those in
tests/bench/instructions.json: status 1 when they are more by over 3 percent. --record writes the new ones there.

The input is small and always the same, so the count is, too, however busy the machine is. The start is not in it: it is
counted with an empty input and taken off. Another compiler or library makes other counts: then they are shown, no more.
"""
import hashlib
import json
import os
import re
import subprocess
import sys

import corpus
import prepare

RECORD = f'{prepare.ROOT}/tests/bench/instructions.json'
FOLDER = f'{prepare.BUILD}/bench/instructions'
MEGABYTES = 0.2
MARGIN = 0.03


def count(options, text):
    """Instructions of `dechaff clean -` over rows of text."""
    command = ['valgrind', '--tool=callgrind', f'--callgrind-out-file={FOLDER}/callgrind.out',
               f'{prepare.BUILD}/dechaff', 'clean', '-', '--format', 'jsonl', '-j1', *options]
    done = subprocess.run(command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = done.stderr.decode(errors='replace')
    collected = re.search(r'Collected : (\d+)', said)
    if done.returncode != 0 or not collected:
        sys.exit(f'{" ".join(command)} failed:\n{said}')
    return int(collected[1])


def version(package):
    query = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], capture_output=True, text=True)
    return query.stdout or 'not a package'


def circumstances():
    """What else than our sources the counts depend on."""
    with open(f'{prepare.BUILD}/CMakeCache.txt') as cache:
        compiler = re.search(r'^CMAKE_CXX_COMPILER:\w+=(.*)$', cache.read(), re.MULTILINE)[1]
    compiler = subprocess.run([compiler, '--version'], capture_output=True, text=True).stdout.splitlines()[0]
    with open('/proc/cpuinfo') as info:
        has_avx2 = ' avx2' in info.read()
    return {'compiler': compiler, 'avx2': has_avx2,
            **{package: version(package) for package in ('libre2-dev', 'libc6', 'valgrind')}}


def counted():
    corpus.write_corpus(FOLDER, MEGABYTES)
    with open(f'{FOLDER}/all.jsonl', 'rb') as rows:
        text = rows.read()
    with open(f'{FOLDER}/rules_30.txt', encoding='utf-8') as patterns:
        corpus.write_rule_file(f'{FOLDER}/rules_30.toml', patterns.read().splitlines())
    with open(f'{FOLDER}/rules_30.toml', 'rb') as rules:
        sha256 = hashlib.sha256(text + rules.read()).hexdigest()
    bytes_each = {}
    for name, options in (('built-in rules', []), ('30 rules', ['--no-builtin', '--rules', f'{FOLDER}/rules_30.toml'])):
        prepare.say(f'counting instructions, {name} …')
        bytes_each[name] = round((count(options, text) - count(options, b'')) / len(text), 2)
    return {'instructions a byte': bytes_each, 'input': {'bytes': len(text), 'sha256': sha256},
            'recorded with': circumstances()}


def compare(now, recorded):
    """Prints how the counts stand, and returns whether they may."""
    fine = True
    for name, count_now in now['instructions a byte'].items():
        before = recorded['instructions a byte'][name]
        change = count_now / before - 1
        print(f'{name}: {count_now} instructions a byte, recorded are {before} ({change:+.1%})')
        if change > MARGIN:
            fine = False
            print(f'  That is slower by more than {MARGIN:.0%}. If it is worth it, record it: scripts/instructions --record')
        elif change < -MARGIN:
            print('  That is a gain; record it, so that it stays: scripts/instructions --record')
    return fine


def main():
    if sys.argv[1:] not in ([], ['--record']):
        sys.exit(__doc__)
    os.makedirs(FOLDER, exist_ok=True)
    now = counted()
    if sys.argv[1:] == ['--record']:
        with open(RECORD, 'w') as out:
            json.dump(now, out, indent=2)
            out.write('\n')
        print(f'recorded: {now["instructions a byte"]}')
        return
    with open(RECORD) as file:
        recorded = json.load(file)
    if now['input'] != recorded['input']:
        sys.exit('the input is not what was counted before; record it anew, on the sources before a change and after it: '
                 'scripts/instructions --record')
    fine = compare(now, recorded)
    others = {key: value for key, value in now['recorded with'].items() if recorded['recorded with'].get(key) != value}
    if others:
        for key, value in others.items():
            print(f'{key}: {value}, recorded with {recorded["recorded with"].get(key)}')
        print('So the counts say little here, and decide nothing.')
    elif not fine:
        sys.exit(1)


if __name__ == '__main__':
    main()
