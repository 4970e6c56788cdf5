"""What a run needs: programs that are built or installed, and the corpus."""
import functools
import json
import os
import shutil
import subprocess
import sys

import corpus

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = f'{ROOT}/build'
TOOLS = f'{BUILD}/bench-tools'
RIPGREP, RG = '15.2.0', f'{TOOLS}/bin/rg'
# What pip installs for each tool from PyPI; an environment each, for they want other versions of the same packages.
PEERS = {
    'dolma': ('dolma==1.2.1', 'boto3==1.26.161'),
    'datatrove': ('datatrove==0.10.1', 'spacy==3.8.18', 'regex==2026.11.19'),
    'resiliparse': ('resiliparse==2.0.0',),
    'justext': ('justext==3.0.2', 'lxml_html_clean==0.4.6'),
}


def say(text):
    print(text, file=sys.stderr, flush=True)


def program(name):
    return f'{BUILD}/dechaff' if name == 'dechaff' else f'{BUILD}/tests/bench/{name}'


def build(*targets):
    """Builds targets in build/ as scripts/dechaff does; ends the program when that fails."""
    command = [f'{ROOT}/scripts/build', BUILD, '-DCMAKE_BUILD_TYPE=Release', '--', *targets]
    if subprocess.run(command).returncode != 0:
        sys.exit(2)


def has_package(name):
    query = subprocess.run(['dpkg-query', '-W', '-f', '${Status}', name], capture_output=True, text=True)
    return query.stdout == 'install ok installed'


def install(what, command, log):
    """Runs a command that installs something; whether it went well. What it says goes to `log`."""
    say(f'installing {what} …')
    os.makedirs(TOOLS, exist_ok=True)
    with open(log, 'w') as out:
        if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode == 0:
            return True
    say(f'installing {what} failed; see {log}')
    return False


@functools.cache
def without_ripgrep():
    """Builds ripgrep as RG, once; why that cannot be, or an empty text."""
    if os.path.exists(RG):
        return ''
    if not shutil.which('cargo'):
        return 'there is no cargo to build ripgrep with'
    command = ['cargo', 'install', 'ripgrep', '--version', RIPGREP, '--locked', '--root', TOOLS]
    return '' if install(f'ripgrep {RIPGREP}', command, f'{TOOLS}/ripgrep.log') else 'ripgrep could not be built'


@functools.cache
def without_hyperscan():
    """Builds the program for it where Debian's package is there; else why not."""
    if not has_package('libhyperscan-dev'):
        return 'libhyperscan-dev is not installed'
    build('match_hyperscan')
    return ''


def peer_python(tool):
    return f'{TOOLS}/{tool}/bin/python'


def without_peer(tool):
    """Makes the tool's environment, once; why that cannot be, or an empty text."""
    complete = f'{TOOLS}/{tool}/complete'
    if os.path.exists(complete):
        return ''
    subprocess.run([f'{ROOT}/scripts/install-packages', 'python3-venv'])
    log, environment = f'{TOOLS}/{tool}.log', ['python3', '-m', 'venv', f'{TOOLS}/{tool}']
    packages = [peer_python(tool), '-m', 'pip', 'install', *PEERS[tool]]
    if not (install(f'a Python environment for {tool}', environment, log) and install(', '.join(PEERS[tool]), packages, log)):
        return 'it could not be installed'
    open(complete, 'w').close()
    return ''


def make_corpus(material, megabytes, folder):
    """The corpus in `folder`, or in a folder of its own below build/; made once. Returns the folder."""
    folder = folder or f'{BUILD}/bench/{"material" if material else "invented"}-{megabytes:g}'
    folder = os.path.abspath(folder)
    complete = f'{folder}/complete.json'
    recipe = {'material': material and os.path.abspath(material), 'megabytes': megabytes}
    if os.path.exists(complete):
        with open(complete) as file:
            if json.load(file) == recipe:
                return folder
        sys.exit(f'{folder} holds another corpus; remove it, or name another folder')
    if os.path.isdir(folder) and os.listdir(folder):
        sys.exit(f'{folder} is not empty and holds no whole corpus; remove it, or name another folder')
    say(f'making a corpus of {megabytes:g} MB in {folder} …')
    if material:
        command = ['python3', f'{material}/make_corpus.py', folder, f'{max(1, round(megabytes))}']
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for count in corpus.RULE_COUNTS:
            for name in (f'rules_{count}.txt', f'rules_{count}.rg.txt'):
                shutil.copyfile(f'{material}/{name}', f'{folder}/{name}')
    else:
        corpus.write_corpus(folder, megabytes)
    for count in corpus.RULE_COUNTS:
        with open(f'{folder}/rules_{count}.txt', encoding='utf-8') as patterns:
            corpus.write_rule_file(f'{folder}/rules_{count}.toml', patterns.read().splitlines())
    with open(f'{folder}/all.jsonl.gz', 'wb') as out:
        subprocess.run(['gzip', '-6', '-c', f'{folder}/all.jsonl'], stdout=out, check=True)
    with open(complete, 'w') as file:
        json.dump(recipe, file)
    return folder
