using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Sets single values by path: <c>training.epochs</c>, <c>normalize.scope</c>, <c>clipPower.lowLn</c>.</summary>
internal sealed class OverrideApplier(DiagnosticBag diagnostics, StructureChecker checker)
{
    private static readonly ObjectShape ExperimentShape = ShapeCatalog.OfRecord(typeof(ExperimentSettings));

    /// <summary>The experiment with all overrides applied that address something.</summary>
    public SyntaxObject Apply(SyntaxObject experiment, SyntaxObject overrides)
    {
        foreach (var member in overrides.Members)
        {
            experiment = new Walk(diagnostics, checker, member).Apply(experiment) ?? experiment;
        }
        return experiment;
    }

    /// <summary>One override on its way down.</summary>
    private sealed class Walk(DiagnosticBag diagnostics, StructureChecker checker, SyntaxMember member)
    {
        private readonly string[] _path = member.Name.Split('.');

        public SyntaxObject? Apply(SyntaxObject experiment)
        {
            if (ExperimentShape.Find(_path[0]) is not null) { return Set(experiment, ExperimentShape, 0, fixedReason: null) as SyntaxObject; }
            var steps = new StepAddresses(experiment);
            var found = steps.Find(_path[0]);
            if (found.Count == 1) { return ApplyToStep(experiment, steps.List!, found[0]); }
            if (found.Count > 1)
            {
                var ids = found.Select(steps.Of).OfType<string>().ToArray();
                var next = ids.Length == 0 ? "give each an \"id\"" : $"use an id: {string.Join(", ", ids)}";
                diagnostics.Error(DiagnosticCodes.AmbiguousAddress, member.NameLocation, $"\"{_path[0]}\" occurs {found.Count} times; {next}.", member.Name);
                return null;
            }
            Unknown(0, "step or block", [.. steps.Known, .. ExperimentShape.Keys]);
            return null;
        }

        private SyntaxObject? ApplyToStep(SyntaxObject experiment, SyntaxArray list, int index)
        {
            var step = OneOfSyntax.Read(list.Items[index], ShapeCatalog.OfAlternatives(typeof(Steps.StepSettings)))!;
            if (SetBelow(step.Body, step.Shape, 1, _path[0], fixedReason: null) is not SyntaxObject body) { return null; }
            var items = list.Items.ToArray();
            items[index] = step.With(body, items[index].Location);
            return experiment.With(experiment.Find("transforms")! with { Value = new SyntaxArray(list.Location, items) });
        }

        private SyntaxNode? Set(SyntaxObject? node, ObjectShape shape, int depth, string? fixedReason)
        {
            if (shape.Find(_path[depth]) is not { } property)
            {
                Unknown(depth, "value", [.. shape.Keys]);
                return null;
            }
            var old = node?.Find(property.Key);
            var reason = property.FixedReason ?? fixedReason;
            SyntaxNode? value;
            if (depth == _path.Length - 1)
            {
                checker.Check(member.Value, property, fixedReason);
                value = member.Value;
            }
            else
            {
                value = SetBelow(old?.Value, property.Value, depth + 1, property.Key, reason, property.Default);
            }
            return value is null ? null : (node ?? new SyntaxObject(member.Value.Location, [])).With(new SyntaxMember(property.Key, value.Location, value));
        }

        private SyntaxNode? SetBelow(SyntaxNode? node, Shape shape, int depth, string name, string? fixedReason, object? byDefault = null)
        {
            if (depth == _path.Length)
            {
                checker.Check(member.Value, shape, name, fixedReason);
                return member.Value;
            }
            return shape switch
            {
                ObjectShape record => Set(node as SyntaxObject, record, depth, fixedReason),
                OneOfShape oneOf => SetInAlternative(node, oneOf, depth, fixedReason, byDefault),
                ListShape => Refuse($"{Prefix(depth)} is a list; replace the list, or address a step by its kind or id."),
                _ => Refuse($"{Prefix(depth)} is a single value; nothing is below it."),
            };
        }

        private SyntaxNode? SetInAlternative(SyntaxNode? node, OneOfShape shape, int depth, string? fixedReason, object? byDefault)
        {
            if (!shape.Alternatives.TryGetValue(_path[depth], out var alternative))
            {
                Unknown(depth, shape.Noun, [.. shape.Alternatives.Keys]);
                return null;
            }
            var written = node is null ? null : OneOfSyntax.Read(node, shape);
            var current = written?.Key ?? (node is null && byDefault is not null ? shape.KeyOf(byDefault) : null);
            if (current != _path[depth])
            {
                var found = current is null ? "a choice or unset" : $"\"{current}\"";
                return Refuse($"{Prefix(depth)} is {found}, not \"{_path[depth]}\"; override {Prefix(depth)} as a whole.");
            }
            if (depth == _path.Length - 1)
            {
                checker.Check(member.Value, alternative, current, fixedReason);
                return new SyntaxObject(member.Value.Location, [new SyntaxMember(current, member.NameLocation, member.Value)]);
            }
            var body = Set(written?.Body, alternative, depth + 1, fixedReason);
            return body is null ? null : new SyntaxObject(node?.Location ?? member.Value.Location, [new SyntaxMember(current, body.Location, body)]);
        }

        private string Prefix(int depth) => string.Join('.', _path[..depth]);

        private SyntaxNode? Refuse(string message)
        {
            diagnostics.Error(DiagnosticCodes.UnknownAddress, member.NameLocation, message, member.Name);
            return null;
        }

        private void Unknown(int depth, string noun, IReadOnlyList<string> known)
        {
            var near = Suggestions.Closest(_path[depth], known);
            var suggestion = near is null ? null : string.Join('.', [.. _path[..depth], near, .. _path[(depth + 1)..]]);
            var place = depth == 0 ? string.Empty : $" in {Prefix(depth)}";
            diagnostics.Error(DiagnosticCodes.UnknownAddress, member.NameLocation, $"there is no {noun} \"{_path[depth]}\"{place}{Suggestions.Hint(suggestion, known)}", member.Name, suggestion);
        }
    }
}
