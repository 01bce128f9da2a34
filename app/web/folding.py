"""What never changes in a template is drawn once, when it is compiled: translated words, static addresses, the kit.

A piece that a template includes by its name becomes part of it: no page copies all it knows for each of them.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

Known = dict[str, Callable[..., object]]


class SharedTemplate(Template):
    """A template that gives its macros to the others as they are: all share the globals of the environment."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002  the caller's context
        return self._module or super()._get_default_module()


class FoldingEnvironment(Environment):
    """An environment where a call of something pure with constant arguments becomes its answer.

    `pure` names functions; `kit`, once there, a module of macros that know nothing of the request.
    """

    template_class = SharedTemplate
    pure: Known = {}  # noqa: RUF012  one per environment, given by its maker
    kit: object = None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        escapes = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        return _Folding(self, tree, name).visit(tree) if escapes else tree


class _Folding(NodeTransformer):
    def __init__(self, environment: FoldingEnvironment, tree: nodes.Template, name: str | None) -> None:
        self.environment = environment
        self.context = nodes.EvalContext(environment, name)
        self.imported = _from_the_kit(environment, tree)
        # A name that the template uses for something of its own is left alone.
        self.taken = {one.name for one in tree.find_all(nodes.Name) if one.ctx != "load"}

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        """The call that is given a body stays a call."""
        for part in (node.call, *node.defaults):
            self.generic_visit(part)
        node.body = [self.visit(child) for child in node.body]
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """What is included stands in its place, in a scope of its own; blocks would be those of the page."""
        if not isinstance(node.template, nodes.Const) or not node.with_context or node.ignore_missing:
            return node
        tree = self._tree(node.template.value)
        if tree is None or tree.find(nodes.Block) is not None:
            return node
        scope = nodes.Scope(tree.body, lineno=node.lineno)
        scope.set_environment(self.environment)
        return scope

    def _tree(self, name: str) -> nodes.Template | None:
        loader = self.environment.loader
        if loader is None or not name.endswith(".html"):
            return None
        source, filename, _ = loader.get_source(self.environment, name)
        return self.environment._parse(source, name, filename)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        function = self._function(node.node)
        if function is None or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            given: list[Any] = [one.as_const(self.context) for one in node.args]
            named = {one.key: one.value.as_const(self.context) for one in node.kwargs}
        except nodes.Impossible:
            return node
        answer = function(*given, **named)
        constant: nodes.Expr = nodes.Const(str(answer), lineno=node.lineno)
        folded = nodes.MarkSafe(constant, lineno=node.lineno) if isinstance(answer, Markup) else constant
        folded.set_environment(self.environment)
        return folded

    def _function(self, called: nodes.Expr) -> Callable[..., object] | None:
        if isinstance(called, nodes.Name) and called.name not in self.taken:
            return self.imported.get(called.name) or self.environment.pure.get(called.name)
        kit = self.environment.kit
        if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == "k":
            return getattr(kit, called.attr, None) if kit is not None and "k" not in self.taken else None
        return None


def _from_the_kit(environment: Environment, tree: nodes.Template) -> Known:
    """The macros that a template takes from one file of the kit: they know nothing of the request either."""
    found: Known = {}
    for line in tree.find_all(nodes.FromImport):
        if isinstance(line.template, nodes.Const) and line.template.value.startswith("kit/") and not line.with_context:
            module = environment.get_template(line.template.value).module
            for name in line.names:
                own, here = name if isinstance(name, tuple) else (name, name)
                found[here] = getattr(module, own)
    return found
