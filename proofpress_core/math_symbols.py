"""The signs that formulas are made of, and how LaTeX writes each.

Formula nodes name a sign by the character that stands in the picture (`α`, `≤`, `−`); this table is the only place
that knows its LaTeX. Letters of the Latin alphabet and digits stand for themselves and are not listed.
"""

from __future__ import annotations

_GREEK = """
α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu
ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega
Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega
"""

_LETTERS = """
∞ infty ∂ partial ∇ nabla ℓ ell ℏ hbar ∅ varnothing … ldots ⋯ cdots ⋮ vdots ⋱ ddots ∘ circ ′ prime ∠ angle △ triangle
"""

_BLACKBOARD = "ℝ R ℂ C ℕ N ℤ Z ℚ Q"

_OPERATORS = """
· cdot × times ÷ div ± pm ∓ mp ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto ≤ leq ≥ geq ≪ ll ≫ gg
∈ in ∉ notin ⊂ subset ⊆ subseteq ∪ cup ∩ cap ∖ setminus → to ← leftarrow ↦ mapsto ⇒ Rightarrow ⇔ Leftrightarrow
∥ parallel ⊥ perp ⊗ otimes ⊕ oplus ∀ forall ∃ exists ∣ mid ⇌ rightleftharpoons
"""

_FENCES = "⟨ langle ⟩ rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil"


def _commands(table: str) -> dict[str, str]:
    words = table.split()
    return {char: f"\\{name}" for char, name in zip(words[::2], words[1::2], strict=True)}


def _blackboard(table: str) -> dict[str, str]:
    words = table.split()
    return {char: f"\\mathbb{{{name}}}" for char, name in zip(words[::2], words[1::2], strict=True)}


SYMBOLS: dict[str, str] = {
    **_commands(_GREEK),
    **_commands(_LETTERS),
    **_blackboard(_BLACKBOARD),
    "″": r"\prime\prime",
}
"""Letters beyond the Latin alphabet, and signs that behave like letters."""

OPERATORS: dict[str, str] = {
    **{char: char for char in "+=<>,:;!/"},
    "−": "-",
    "%": r"\%",
    **_commands(_OPERATORS),
}
"""Binary operators, relations, arrows and punctuation."""

SPACED = frozenset(OPERATORS) - frozenset(",:;!/%∣∀∃")
"""Operators that stand apart from a left operand."""

FENCES: dict[str, str] = {**{c: c for c in "()[]|."}, "{": r"\{", "}": r"\}", "‖": r"\|", **_commands(_FENCES)}
"""Single fences; `.` is the side that is not drawn."""

FENCE_PAIRS: tuple[str, ...] = ("()", "[]", "{}", "||", "‖‖", "⟨⟩", "⌊⌋", "⌈⌉", "[)", "(]", "{.", ".|", ".]", "[.")
"""Values of a `fenced` node."""

ACCENTS: dict[str, tuple[str, str]] = {
    "hat": ("ˆ", r"\hat"),
    "bar": ("¯", r"\bar"),
    "vec": ("→", r"\vec"),
    "dot": ("˙", r"\dot"),
    "ddot": ("¨", r"\ddot"),
    "tilde": ("˜", r"\tilde"),
    "overline": ("", r"\overline"),
}
"""Values of an `accent` node: the sign that is drawn over the body ("" for a plain rule) and its LaTeX."""

_FUNCTIONS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det dim ker gcd deg arg Pr
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
"""Names that LaTeX knows as commands; other names are written with `\\operatorname`."""

PRIMES: dict[str, str] = {"′": "'", "″": "''"}
"""Exponents that LaTeX writes as marks after the base."""

INTEGRALS: dict[str, str] = {"∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint"}
"""Signs of an `integral` node; an empty value means the first."""


def symbol_latex(char: str) -> str:
    """LaTeX of a symbol: a Latin letter, or one of SYMBOLS. ValueError for anything else."""
    if len(char) == 1 and char.isascii() and char.isalpha():
        return char
    if char not in SYMBOLS:
        raise ValueError(f"no symbol {char!r}")
    return SYMBOLS[char]


VARIABLES = frozenset("abcfghjklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγηθλμνξρστφψω")
"""Letters that may stand for numbers: not e, i, d and π, which mean something of their own."""
CALLED = frozenset("fghFGHPQφψ")
"""Letters that name a function when they stand before a bracket."""
CONDITION_WORDS = frozenset({"if", "when", "for", "若", "当", "对于"})
REST_WORDS = frozenset({"otherwise", "其他"})
"""Texts that stand before a condition, and texts that stand for all other cases."""
