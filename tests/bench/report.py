"""What a run found, as tables and numbers: medians of the rows, and how they stand to each other."""
import statistics
from dataclasses import dataclass


@dataclass
class Criterion:
    """`quantity` of one row, or its ratio to that of another, and what it has to be."""
    about: str
    quantity: str  # 'cpu a MB', 'cpu', 'wall', 'peak'
    row: str
    to: str  # a row, or '' for none
    at_least: float = None
    at_most: float = None

    def value_of(self, cost):
        return cost.cpu / cost.megabytes if self.quantity == 'cpu a MB' else getattr(cost, self.quantity)

    def value(self, rounds):
        """The median over the rounds; None where a row did not run."""
        values = []
        for costs in rounds:
            if self.row not in costs or (self.to and self.to not in costs):
                return None
            value = self.value_of(costs[self.row])
            values.append(value / self.value_of(costs[self.to]) if self.to else value)
        return statistics.median(values)

    def holds(self, value):
        return value >= self.at_least if self.at_least is not None else value <= self.at_most


CPU = 'cpu a MB'
CRITERIA = [
    *(Criterion(f'matching only against RE2::Set, {count:,} rules', CPU, f're2-set-{count}', f'match-{count}',
                at_least=least)
      for count, least in ((300, 2.5), (3000, 4))),
    Criterion('built-in rules against cat | cat', CPU, 'builtin', 'cat', at_most=7),
    Criterion('3,000 bench rules against 300', CPU, 'rules-3000', 'rules-300', at_most=1.35),
    *(Criterion(f'against rg -v -i -f, {count:,} rules', 'cpu', f'rg-{count}', f'rules-{count}', at_least=least)
      for count, least in ((300, 5), (3000, 60))),
    *(Criterion(f'built-in rules against {name}', CPU, row, 'builtin', at_least=least)
      for name, row, least in (('dolma’s C4 tagger', 'dolma', 20), ('jusText', 'justext', 150),
                               ('datatrove’s C4 filter', 'datatrove', 500))),
    Criterion('small files against open, read, write, close', 'cpu', 'files', 'files-plain', at_most=2.5),
    Criterion('one thread against two, wall', 'wall', 'builtin', 'builtin-j2', at_least=1.85),
    Criterion('peak memory in MB, 3,000 bench rules', 'peak', 'rules-3000', '', at_most=60),
    Criterion('gz in and out against igzip', 'cpu', 'gz', 'igzip', at_most=2.5),
    Criterion('start with 3,000 bench rules, seconds of wall', 'wall', 'start-3000', '', at_most=0.05),
]


def median_cost(name, rounds):
    """Medians of CPU, wall, peak and megabytes of CPU a second, by name."""
    costs = [costs[name] for costs in rounds]
    middle = {key: statistics.median(getattr(cost, key) for cost in costs) for key in ('cpu', 'wall', 'peak')}
    middle['rate'] = statistics.median(cost.megabytes / cost.cpu if cost.cpu else 0 for cost in costs)
    return middle


def short(number):
    """Three digits, or all before the point."""
    return f'{number:,.0f}' if number >= 100 else f'{number:.3g}'


def table(heads, rows):
    """A table of Markdown, aligned: the first column to the left, the others to the right."""
    heads, *rows = [[cell.replace('|', r'\|') for cell in row] for row in [heads, *rows]]
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    def line(cells):
        return '| ' + ' | '.join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths))) + ' |'
    rule = '|' + '|'.join('-' * (w + 1) + (':' if i else '-') for i, w in enumerate(widths)) + '|'
    return '\n'.join([line(heads), rule, *map(line, rows)])


def rows_table(entries, obstacles, rounds):
    """`obstacles` tell why rows did not run, by name."""
    rows = []
    for entry in entries:
        for name, about in entry.rows.items():
            if name in obstacles:
                rows.append([f'{about}: not run, {obstacles[name]}', '', '', '', '', ''])
                continue
            cost = median_cost(name, rounds)
            ratios = [costs[name].cpu / costs['cat'].cpu for costs in rounds
                      if 'cat' in costs and costs['cat'].megabytes == costs[name].megabytes]
            starts = name.startswith('start')  # takes so little that milliseconds say more
            cells = [f'{cost["cpu"] * 1e3:.1f} ms' if starts else short(cost['cpu']),
                     f'{cost["wall"] * 1e3:.1f} ms' if starts else short(cost['wall']) if cost['wall'] else '',
                     short(cost['rate']) if cost['rate'] else '',
                     short(statistics.median(ratios)) + '×' if ratios else '',
                     f'{cost["peak"]:.0f}' if cost['peak'] else '']
            rows.append([about, *cells])
    return table(['', 'CPU s', 'wall s', 'MB/s a core', 'to cat | cat', 'peak MB'], rows)


def judged(rounds):
    """The criteria that the rows allow: (criterion, value, whether it holds)."""
    values = [(criterion, criterion.value(rounds)) for criterion in CRITERIA]
    return [(criterion, value, criterion.holds(value)) for criterion, value in values if value is not None]


def criteria_table(rounds):
    rows = []
    for criterion, value, holds in judged(rounds):
        times = '×' if criterion.to else ''
        limit = (f'at least {criterion.at_least:g}{times}' if criterion.at_least is not None
                 else f'at most {criterion.at_most:g}{times}')
        rows.append([criterion.about, short(value) + times, limit, 'yes' if holds else 'no'])
    return table(['criterion', 'median', 'limit', 'holds'], rows)
