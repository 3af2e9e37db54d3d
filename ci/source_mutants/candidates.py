"""The candidates: each is one small change of one place of a C file, found in its tokens."""

import collections
import dataclasses
import pathlib
import re

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*|\#(?:\\\n|[^\n])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\d\w*)
  | (?P<char>'(?:\\.|[^'\\])+')
  | (?P<string>"(?:\\.|[^"\\])*")
  | (?P<op>->|\+\+|--|<<=|>>=|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||.)""", re.VERBOSE | re.DOTALL)

SWAPS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"],
    "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["&"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="], "++": ["--"], "--": ["++"],
    "true": ["false"], "false": ["true"], "?": ["&& 0 ?", "|| 1 ?"],
}
UNARY_TOO = {"+", "-", "*", "&"}  # the layout has a space on both sides of the binary ones only
NO_EXPRESSION = {"if", "for", "while", "do", "switch", "return", "case", "default", "else", "static", "const",
                 "typedef", "struct", "enum", "extern", ".", "[", "{", "}", ";"}
SENTENCE = re.compile(r"[a-z,`] [a-z]")


@dataclasses.dataclass(frozen=True)
class Candidate:
    file: str  # from the folder of the library
    line: int
    start: int
    end: int
    new: str
    what: str  # the change in words, with a number if the same one comes again in this line or one like it
    text: str  # the whole line of source

    def applied_to(self, source):
        return source[:self.start] + self.new + source[self.end:]


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int

    @property
    def end(self):
        return self.start + len(self.text)


def tokens_of(source):
    return [Token(match.lastgroup, match.group(), match.start()) for match in TOKEN.finditer(source)
            if match.lastgroup != "skip"]


def end_of(tokens, at, stops):
    """The first token from here on that is one of the stops, outside of all brackets that open on the way; or None."""
    depth = 0
    while at < len(tokens):
        text = tokens[at].text
        if depth == 0 and text in stops:
            return at
        depth += (text in "([{") - (text in ")]}")
        if depth < 0:
            return None
        at += 1
    return None


def of_token(source, token):
    """Changes of one token: (new text, ...)."""
    if token.kind == "number":
        return [f"({token.text} + 1)"] + ([f"({token.text} - 1)"] if int(token.text.rstrip("uUlL"), 0) else [])
    if token.kind == "char":
        return [f"({token.text} + 1)"]
    if token.kind == "string":
        changed = len(token.text) > 2 and token.text[1] != "\\" and not SENTENCE.search(token.text)
        return ['"~' + token.text[2:]] if changed else []
    if token.text in UNARY_TOO and not (source[token.start - 1].isspace() and source[token.end].isspace()):
        return []
    return [""] if token.text == "!" else SWAPS.get(token.text, [])


def of_condition(tokens, at):
    """if, while and for with a condition that always or never holds. A loop without end only costs time."""
    if tokens[at].text not in ("if", "while", "for"):
        return
    first, last = at + 2, end_of(tokens, at + 2, (")",))
    if tokens[at].text == "for":
        first = end_of(tokens, at + 2, (";",)) + 1
        last = end_of(tokens, first, (";",))
    if first < last:
        for value in ["0", "1"] if tokens[at].text == "if" else ["0"]:
            yield tokens[first].start, tokens[last - 1].end, value


def of_return(tokens, at):
    if tokens[at].text == "return" and tokens[at + 1].text not in (";", "true", "false"):
        last = end_of(tokens, at, (";",))
        for value in ("0", "1"):
            yield tokens[at + 1].start, tokens[last - 1].end, value


def statement_starts(tokens):
    """Where a statement may begin, as indexes."""
    parentheses = 0
    for at, token in enumerate(tokens):
        parentheses += (token.text == "(") - (token.text == ")")
        if parentheses == 0 and token.text in (";", "{", "}", "else", "do"):
            yield at + 1
        elif token.text in ("if", "while", "for", "switch"):
            yield end_of(tokens, at + 2, (")",)) + 1
        elif token.text in ("case", "default"):
            yield end_of(tokens, at, (":",)) + 1


def of_statement(source, tokens, at):
    """An expression as a statement, break and continue go. Declarations stay: two words, or a word and a pointer."""
    token, after = tokens[at], tokens[at + 1]
    if token.text in NO_EXPRESSION or after.kind == "word" or after.text == "*" and not source[after.end].isspace():
        return
    last = end_of(tokens, at, (";",))
    if last is not None and (last > at + 1 or token.text in ("break", "continue")):
        yield token.start, tokens[last].end, "(void)0;"


def of_member(tokens, at):
    """A member that an initialiser names goes."""
    if tokens[at].text != "." or tokens[at - 1].text not in ("{", ",") or tokens[at + 2].text != "=":
        return
    last = end_of(tokens, at, (",", "}"))
    if last is not None:
        yield tokens[at].start, tokens[last].end if tokens[last].text == "," else tokens[last].start, ""


def shown(text):
    text = " ".join(text.split())
    return f"`{text}`" if text else "nothing"


def candidates_of(file, source):
    """All candidates of a file, in the order of their places."""
    tokens = tokens_of(source) + 2 * [Token("end", "", len(source))]
    lines = source.split("\n")
    starts = set(statement_starts(tokens))
    found = []
    times = collections.Counter()
    for at, token in enumerate(tokens[:-2]):
        edits = [(token.start, token.end, new) for new in of_token(source, token)]
        edits += of_condition(tokens, at)
        edits += of_return(tokens, at)
        edits += of_statement(source, tokens, at) if at in starts else []
        edits += of_member(tokens, at) if at > 0 else []
        for start, end, new in edits:
            if source[start:end] != new:
                line = source.count("\n", 0, start)
                text, what = " ".join(lines[line].split()), f"{shown(source[start:end])} becomes {shown(new)}"
                times[text, what] += 1
                what += f" ({times[text, what]})" if times[text, what] > 1 else ""
                found.append(Candidate(file, line + 1, start, end, new, what, text))
    return found


def all_candidates():
    """Those of the library, but for its recipes, which are data that the kill matrix changes."""
    lib = pathlib.Path("lib")
    return [candidate for folder in (lib, lib / "scheme_file") for path in sorted(folder.glob("*.[ch]"))
            for candidate in candidates_of(str(path.relative_to(lib)), path.read_text(encoding="utf-8"))]
