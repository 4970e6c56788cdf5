"""A chart of the rows' MB/s a core as SVG: bars on a logarithmic scale. It has no ground, and its colours are readable on
light and on dark."""
import math
from html import escape

OURS, OTHERS, WORDS, LINES = '#2f81d8', '#8b8f96', '#7a7f87', '#8b8f9655'
LABELS, BARS, RIGHT, ROW, TOP, BOTTOM = 250, 430, 70, 24, 40, 34  # pixels


def svg(bars, about):
    """`bars` are (label, MB/s a core, whether it is ours); `about` is a line below the title."""
    low = math.floor(math.log10(min(rate for _, rate, _ in bars)))
    high = math.ceil(math.log10(max(rate for _, rate, _ in bars)))
    high = max(high, low + 1)
    x_of = lambda rate: LABELS + BARS * (math.log10(rate) - low) / (high - low)
    width, height = LABELS + BARS + RIGHT, TOP + 14 + ROW * len(bars) + BOTTOM
    bottom = height - BOTTOM
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
           'role="img" font-family="Inter, \'Helvetica Neue\', Helvetica, Arial, \'DejaVu Sans\', sans-serif" '
           f'font-size="12" fill="{WORDS}">',
           '<title>Megabytes of text a second of CPU</title>',
           f'<text x="{LABELS}" y="18" font-size="14" font-weight="bold">Megabytes of text a second of CPU, a core</text>',
           f'<text x="{LABELS}" y="36">{escape(about)}</text>']
    for power in range(low, high + 1):
        x = x_of(10 ** power)
        label = f'{10 ** power:,}' if power >= 0 else f'{10 ** power:.{-power}f}'
        out += [f'<line x1="{x:.1f}" y1="{TOP + 8}" x2="{x:.1f}" y2="{bottom}" stroke="{LINES}"/>',
                f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{label}</text>']
    for i, (label, rate, is_ours) in enumerate(bars):
        y = TOP + 14 + ROW * i
        number = f'{rate:,.0f}' if rate >= 10 else f'{rate:.2g}'
        weight = ' font-weight="bold"' if is_ours else ''
        out += [f'<text x="{LABELS - 10}" y="{y + 15}" text-anchor="end"{weight}>{escape(label)}</text>',
                f'<rect x="{LABELS}" y="{y + 3}" width="{max(1, x_of(rate) - LABELS):.1f}" height="{ROW - 7}" rx="2" '
                f'fill="{OURS if is_ours else OTHERS}"/>',
                f'<text x="{max(LABELS + 1, x_of(rate)) + 6:.1f}" y="{y + 15}"{weight}>{number}</text>']
    return '\n'.join(out) + '\n</svg>\n'
