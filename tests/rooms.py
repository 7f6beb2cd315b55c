#!/usr/bin/env python3
"""rooms.py ROOT OBJECTS: what is wrong with the house, one finding a line, read off its includes and object files.

A room is a folder that holds C. It has a README.md whose line `Public:` names the headers that other rooms may include. Found
are: rooms that include each other, or go round in a circle; a private header that another room includes; a crowded room; a room
without its page, or whose page is too long or names what is not there; and files that call each other in a circle, unless a
comment in one of them says so behind the word `Recursive:` and names them all. Test files may include anything.
"""
import collections
import os
import re
import subprocess
import sys

MOST_FILES = 24  # .c files of a room: about 20
MOST_LINES = 40  # of its README.md
TOPS = ("schema", "importers", "exporters", "tools")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def rooms_of(root):
    """Folder -> its C files' names."""
    rooms = collections.defaultdict(list)
    for top in TOPS:
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    rooms[os.path.relpath(folder, root)].append(name)
    return rooms


def includes_of(root, rooms):
    """(from room, to room) -> pairs of file and header, for includes that cross."""
    crossing = collections.defaultdict(list)
    for room, names in sorted(rooms.items()):
        for name in names:
            for header in re.findall(r'^\s*#\s*include "([^"]+)"', read(os.path.join(root, room, name)), re.M):
                to = os.path.dirname(header)
                if to != room and to in rooms:
                    crossing[room, to].append((name, os.path.basename(header)))
    return crossing


def circles(graph):
    """The groups of nodes that reach each other (Tarjan 1972), each sorted."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    sys.setrecursionlimit(10000)
    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def doors(crossing):
    graph = collections.defaultdict(set)
    for room, to in crossing:
        graph[room].add(to)
    for circle in circles(graph):
        pairs = [
            f"{room}/{name} includes {to}/{header}"
            for (room, to), files in sorted(crossing.items())
            if room in circle and to in circle
            for name, header in files[:2]
        ]
        yield f"rooms include each other: {', '.join(circle)}: {'; '.join(pairs)}"


def page_of(root, room):
    """The room's page, and the headers that it makes public; None without one."""
    path = os.path.join(root, room, "README.md")
    if not os.path.exists(path):
        return None, set()
    text = read(path)
    public = re.search(r"^Public:(.*?)(?=^$|^[A-Z][a-z ]+: |\Z)", text, re.M | re.S)
    return text, set(re.findall(r"`([a-z0-9_]+\.h)`", public.group(1))) if public else set()


def pages(root, rooms, crossing):
    for room, names in sorted(rooms.items()):
        text, public = page_of(root, room)
        if text is None:
            yield f"no README.md: {room}"
            continue
        if len(text.splitlines()) > MOST_LINES:
            yield f"long: {room}/README.md has more than {MOST_LINES} lines"
        for name in sorted(set(re.findall(r"^Open first: `([a-z0-9_-]+\.[a-z]+)`", text, re.M)) | public):
            if not os.path.exists(os.path.join(root, room, name)):
                yield f"not there: {room}/README.md names {name}"
        if not re.search(r"^Open first: `", text, re.M):
            yield f"no way in: {room}/README.md has no line `Open first:`"
        sources = [name for name in names if name.endswith(".c")]
        if len(sources) > MOST_FILES:
            yield f"crowded: {room} has {len(sources)} .c files"
        used = {header for (_, to), files in crossing.items() if to == room for _, header in files}
        for header in sorted(public - used):
            yield f"public for nobody: {room}/README.md names {header}, which no other room includes"
    for (room, to), files in sorted(crossing.items()):
        public = page_of(root, to)[1]
        for name, header in files:
            if header not in public:
                yield f"private: {room}/{name} includes {to}/{header}"


def symbols(rooms, objects):
    """Each object file of a source -> the object files whose symbols it uses."""
    sources = [os.path.join(room, name[:-2]) for room, names in sorted(rooms.items()) for name in names if name.endswith(".c")]
    paths = [path for path in (os.path.join(objects, source + ".o") for source in sources) if os.path.exists(path)]
    defined, used, file = {}, collections.defaultdict(set), ""
    listing = subprocess.run(["nm", "-A", *paths], capture_output=True, text=True, check=True).stdout if paths else ""
    for line in listing.splitlines():
        path, _, rest = line.partition(":")
        file = os.path.relpath(path, objects)[:-2]
        words = rest.split()
        if words[-2] in "TDBRV":
            defined[words[-1]] = file
        elif words[-2] == "U":
            used[file].add(words[-1])
    return {file: {defined[name] for name in names if name in defined} - {file} for file, names in used.items()}


def explained(root, circle):
    """Does a file of the circle say why it is one, and name the others?"""
    for path in circle:
        for end in (".h", ".c"):
            place = os.path.join(root, path + end)
            text = read(place) if os.path.exists(place) else ""
            if "Recursive:" in text and all(os.path.basename(other) + ".c" in text for other in circle if other != path):
                return True
    return False


def calls(root, rooms, objects):
    for circle in circles(symbols(rooms, objects)):
        if not explained(root, circle):
            yield f"call each other: {', '.join(path + '.c' for path in circle)}"


def main():
    root, objects = sys.argv[1:3]
    rooms = rooms_of(root)
    crossing = includes_of(root, rooms)
    for findings in (doors(crossing), pages(root, rooms, crossing), calls(root, rooms, objects)):
        for finding in findings:
            print(finding)


main()
