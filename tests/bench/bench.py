"""bench [OPTION…] [BENCH_MATERIAL_DIR]: this project against others, over one corpus, in one run.

All take turns (A B C A B C …), so that what else a machine does slows all alike; tables have the medians. CPU is user and
system time of all processes of a command. Outputs that should be the same are compared before the first round; status 1 when
they are not, or when a criterion does not hold. The corpus is made by BENCH_MATERIAL_DIR/make_corpus.py, or else from
sentences of our own.
"""
import argparse
import dataclasses
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

import chart
import entries
import prepare
import report

CHARTED = ['cat', 'builtin', 'rules-300', 'rules-3000', 'rg-300', 'rg-3000', 'match-300', 'match-3000', 're2-set-300',
           're2-set-3000', 'hyperscan-300', 'hyperscan-3000', 'python-re-300', 'python-re-3000', 'resiliparse', 'dolma',
           'justext', 'datatrove']
SCRATCH_BYTES = 2 << 30
OURS = ('builtin', 'rules-', 'match-')


def arguments():
    parser = argparse.ArgumentParser(prog='scripts/bench', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('material', nargs='?', metavar='BENCH_MATERIAL_DIR',
                        help='a folder with make_corpus.py and rules_N.txt')
    parser.add_argument('--mb', type=float, default=50, help='size of the corpus in MB (default: 50)')
    parser.add_argument('--runs', type=int, default=5, help='rounds (default: 5)')
    parser.add_argument('--only', type=lambda names: names.split(','), metavar='NAME,…',
                        help='run these rows alone, or those that begin so: cat, wc, builtin, builtin-j2; rules, rg, match, '
                             're2-set, hyperscan, python-re, each with -30, -300 and -3000; files, files-plain, gz, igzip; '
                             'start, start-3000, start-file; dolma, datatrove, resiliparse, justext')
    parser.add_argument('--peers', action='store_true', help='also dolma, datatrove, resiliparse and jusText, from PyPI')
    parser.add_argument('--folder', help='where the corpus is, or will be (default: below build/bench)')
    parser.add_argument('--json', metavar='FILE', help='write all figures to FILE')
    parser.add_argument('--svg', metavar='FILE', help='write a chart to FILE')
    parser.add_argument('--stages', action='store_true',
                        help='instead, the benchmarks of the stages: split, measure, match, decide, cut')
    return parser.parse_args()


def run_stages():
    subprocess.run([f'{prepare.ROOT}/scripts/install-packages', 'libbenchmark-dev'], check=True)
    prepare.build('bench')
    for stage in ('split', 'measure', 'match', 'decide', 'cut'):
        subprocess.run([prepare.program(f'{stage}_bench')], check=True)


def chosen(all_entries, only):
    """The entries that have a row with one of the names; all where there are no names."""
    def is_chosen(name):
        return only is None or any(name == wanted or name.startswith(f'{wanted}-') for wanted in only)
    return [entry for entry in all_entries if any(map(is_chosen, entry.rows))]


def processor():
    with open('/proc/cpuinfo') as info:
        names = [line.split(':', 1)[1].strip() for line in info if line.startswith('model name')]
    return names[0] if names else platform.machine()


def machine():
    describe = ['git', '-C', prepare.ROOT, 'describe', '--always', '--dirty']
    revision = subprocess.run(describe, capture_output=True, text=True)
    return {'processor': processor(), 'cores': len(os.sched_getaffinity(0)), 'kernel': platform.release(),
            'load': os.getloadavg()[0], 'revision': revision.stdout.strip()}


def run_rounds(running, runs):
    """By round, the costs of all rows by name; and of those that failed, why. Who fails does not run again."""
    rounds, failed = [], {}
    for number in range(runs):
        costs = {}
        for entry in running:
            if failed.keys() & entry.rows:
                continue
            prepare.say(f'round {number + 1} of {runs}: {", ".join(entry.rows.values())}')
            try:
                costs |= entry.run()
            except entries.Failed as failure:
                prepare.say(str(failure))
                failed |= dict.fromkeys(entry.rows, 'it failed')
        rounds.append(costs)
    return [{name: cost for name, cost in costs.items() if name not in failed} for costs in rounds], failed


def disagreements(running):
    found = []
    for entry in running:
        prepare.say(f'checking: {", ".join(entry.rows.values())}')
        try:
            fault = entry.check()
        except entries.Failed as failure:
            fault = str(failure)
        if fault:
            prepare.say(f'  {fault}')
            found.append(fault)
    return found


def write_json(path, facts, rounds):
    judged = [{**dataclasses.asdict(criterion), 'median': value, 'holds': holds}
              for criterion, value, holds in report.judged(rounds)]
    costs = {name: [dataclasses.asdict(costs[name]) for costs in rounds] for name in rounds[0]}
    with open(path, 'w') as out:
        json.dump({**facts, 'rows': costs, 'criteria': judged}, out, indent=1, ensure_ascii=False)
        out.write('\n')


def write_chart(path, about, names, rounds):
    bars = [(names[name], report.median_cost(name, rounds)['rate'], name.startswith(OURS))
            for name in CHARTED if name in rounds[0]]
    with open(path, 'w') as out:
        out.write(chart.svg(bars, about))


def scratch_folder():
    """A new folder, in memory where there is room: to make files on a disk costs many times what is compared."""
    memory = '/dev/shm'
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > SCRATCH_BYTES
    if not has_room:
        prepare.say('there is no room for files in memory, so those of the small files are on the disk')
    return tempfile.mkdtemp(prefix='dechaff-bench-', dir=memory if has_room else prepare.BUILD)


def main():
    options = arguments()
    if options.stages:
        return run_stages()
    prepare.build('dechaff', 'costs_of', 'match_race', 'plain_copy')
    folder = prepare.make_corpus(options.material, options.mb, options.folder)
    scratch = scratch_folder()
    try:
        selected = chosen(entries.Bench(folder, scratch, options.peers).entries, options.only)
        if not selected:
            sys.exit('--only: there is no such row')
        obstacles = {name: why for entry in selected if (why := entry.without()) for name in entry.rows}
        running = [entry for entry in selected if not obstacles.keys() & entry.rows]
        facts = {'corpus_mb': entries.megabytes(f'{folder}/all.jsonl'), 'runs': options.runs, 'machine': machine(),
                 'disagreements': disagreements(running)}
        rounds, failed = run_rounds(running, options.runs)
    finally:
        shutil.rmtree(scratch)

    about = (f'{facts["corpus_mb"]:.0f} MB, {options.runs} rounds, {facts["machine"]["processor"]}, '
             f'revision {facts["machine"]["revision"]}')
    print(about, report.rows_table(selected, obstacles | failed, rounds), report.criteria_table(rounds), sep='\n\n')
    if facts['disagreements']:
        print('\nNot the same:\n' + '\n'.join(facts['disagreements']))
    if options.json:
        write_json(options.json, facts, rounds)
    if options.svg:
        names = {name: what for entry in selected for name, what in entry.rows.items()}
        write_chart(options.svg, about, names, rounds)
    if failed or facts['disagreements'] or not all(holds for _, _, holds in report.judged(rounds)):
        sys.exit(1)


if __name__ == '__main__':
    main()
