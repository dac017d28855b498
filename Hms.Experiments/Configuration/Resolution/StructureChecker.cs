using System.Text.Json;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Checks written values against their shapes: keys, types, names, limits, ranges and choices. Missing keys are the business of <see cref="RequiredKeyChecker"/>, after merging.</summary>
internal sealed class StructureChecker(DiagnosticBag diagnostics)
{
    private readonly HashSet<SyntaxNode> _invalid = new(ReferenceEqualityComparer.Instance);
    private readonly VariationRules _variations = new(diagnostics);

    /// <summary>Whether a value has a problem of its own.</summary>
    public bool IsInvalid(SyntaxNode node) => _invalid.Contains(node);

    /// <summary>Whether a value or anything below it has a problem.</summary>
    public bool IsInvalidWithin(SyntaxNode node) => IsInvalid(node) || node switch
    {
        SyntaxObject written => written.Members.Any(member => IsInvalidWithin(member.Value)),
        SyntaxArray list => list.Items.Any(IsInvalidWithin),
        _ => false,
    };

    /// <summary>Checks a property's value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="property">What it must look like.</param>
    /// <param name="fixedReason">Why nothing here may vary; null where it may.</param>
    public void Check(SyntaxNode node, PropertyShape property, string? fixedReason)
    {
        if (property.Nullable && node is SyntaxValue { Kind: JsonValueKind.Null }) { return; }
        Check(node, property.Value, property.Key, property.FixedReason ?? fixedReason);
    }

    /// <summary>Checks a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="shape">What it must look like.</param>
    /// <param name="name">Its key in messages.</param>
    /// <param name="fixedReason">Why nothing here may vary; null where it may.</param>
    public void Check(SyntaxNode node, Shape shape, string name, string? fixedReason)
    {
        if (Variation.Is(node) && shape is not MapShape)
        {
            CheckVariation((SyntaxObject)node, shape, name, fixedReason);
            return;
        }
        switch (shape)
        {
            case ScalarShape scalar: CheckScalar(node, scalar, name); break;
            case ObjectShape record: CheckObject(node, record, name, fixedReason); break;
            case OneOfShape oneOf: CheckOneOf(node, oneOf, name, fixedReason); break;
            case ListShape list: CheckList(node, list, name, fixedReason); break;
            case MapShape map: CheckMap(node, map, name, fixedReason); break;
        }
    }

    private void CheckObject(SyntaxNode node, ObjectShape shape, string name, string? fixedReason)
    {
        if (node is not SyntaxObject written)
        {
            WrongType(node, shape, name);
            return;
        }
        foreach (var member in written.Members)
        {
            if (shape.Find(member.Name) is { } property) { Check(member.Value, property, fixedReason); }
            else { UnknownKey(member, shape.Keys); }
        }
    }

    private void CheckMap(SyntaxNode node, MapShape shape, string name, string? fixedReason)
    {
        if (node is not SyntaxObject written)
        {
            WrongType(node, shape, name);
            return;
        }
        CheckCount(node, written.Members.Count, shape.MinimumCount, name);
        foreach (var member in written.Members)
        {
            if (shape.KeyForm is { } form && !form.Allows(member.Name))
            {
                diagnostics.Error(DiagnosticCodes.OutOfLimits, member.NameLocation, $"name \"{member.Name}\" must be {form.Words}.", member.Name);
            }
            if (shape.Value is not null) { Check(member.Value, shape.Value, member.Name, fixedReason); }
        }
    }

    private void CheckList(SyntaxNode node, ListShape shape, string name, string? fixedReason)
    {
        if (node is not SyntaxArray list)
        {
            WrongType(node, shape, name);
            return;
        }
        CheckCount(node, list.Items.Count, shape.MinimumCount, name);
        foreach (var item in list.Items)
        {
            var isStep = shape.Item is OneOfShape;
            if (isStep && Variation.Is(item))
            {
                Invalid(item, DiagnosticCodes.MayNotVary, "a step may not vary as a whole; vary its values.");
                continue;
            }
            Check(item, shape.Item, isStep ? ((OneOfShape)shape.Item).Noun : name, fixedReason);
        }
    }

    private void CheckOneOf(SyntaxNode node, OneOfShape shape, string name, string? fixedReason)
    {
        var keys = shape.Alternatives.Keys;
        if (shape.PlainNames && node is SyntaxValue { Kind: JsonValueKind.String } plain)
        {
            if (!shape.Alternatives.ContainsKey(plain.Text)) { UnknownName(plain, plain.Location, shape.Noun, plain.Text, keys); }
            return;
        }
        if (node is not SyntaxObject written)
        {
            WrongType(node, shape, name);
            return;
        }
        foreach (var member in written.Members)
        {
            if (shape.Alternatives.TryGetValue(member.Name, out var alternative)) { Check(member.Value, alternative, member.Name, fixedReason); }
            else { UnknownName(node, member.NameLocation, shape.Noun, member.Name, keys); }
            if (member.Value is not SyntaxObject) { _invalid.Add(node); }
        }
        if (written.Members.Count != 1)
        {
            var found = written.Members.Count == 0 ? "none" : string.Join(", ", written.Members.Select(member => $"\"{member.Name}\""));
            Invalid(node, DiagnosticCodes.OneKeyNeeded, $"a {shape.Noun} is an object with exactly one key, its kind; here: {found}. Known: {string.Join(", ", keys)}.");
        }
    }

    private void CheckScalar(SyntaxNode node, ScalarShape shape, string name)
    {
        if (node is SyntaxObject { Members.Count: > 0 } written && written.Members.Any(member => Suggestions.Closest(member.Name, [Variation.Range, Variation.Choice]) is not null))
        {
            foreach (var member in written.Members) { UnknownKey(member, VariationRules.Keys); }
            _invalid.Add(node);
            return;
        }
        if (ScalarRules.Problem(node, shape, name) is not { } problem) { return; }
        _invalid.Add(node);
        diagnostics.Error(problem.Code, node.Location, problem.Message, node.Words, problem.Suggestion);
    }

    private void CheckVariation(SyntaxObject node, Shape shape, string name, string? fixedReason)
    {
        if (fixedReason is not null || shape is ListShape or ObjectShape)
        {
            Invalid(node, DiagnosticCodes.MayNotVary, $"{name} may not vary: {fixedReason ?? "only single values and whole alternatives may; write the range at a value below it"}.");
            return;
        }
        if (!_variations.Check(node, shape, name)) { _invalid.Add(node); }
        if (shape is not OneOfShape oneOf) { return; }
        foreach (var item in Variation.Choices(node)) { CheckOneOf(item, oneOf, name, fixedReason: null); }
    }

    private void CheckCount(SyntaxNode node, int count, int minimum, string name)
    {
        if (count >= minimum) { return; }
        Invalid(node, DiagnosticCodes.TooFewItems, $"{name} has {count} item{(count == 1 ? string.Empty : "s")}; at least {minimum} {(minimum == 1 ? "is" : "are")} needed.");
    }

    private void UnknownKey(SyntaxMember member, IEnumerable<string> known)
    {
        var suggestion = Suggestions.Closest(member.Name, known);
        diagnostics.Error(DiagnosticCodes.UnknownKey, member.NameLocation, $"key \"{member.Name}\" is unknown{Suggestions.Hint(suggestion, known)}", member.Name, suggestion);
    }

    private void UnknownName(SyntaxNode node, SourceLocation location, string noun, string name, IEnumerable<string> known)
    {
        _invalid.Add(node);
        var suggestion = Suggestions.Closest(name, known);
        diagnostics.Error(DiagnosticCodes.UnknownName, location, $"{noun} \"{name}\" is unknown{Suggestions.Hint(suggestion, known)}", name, suggestion);
    }

    private void WrongType(SyntaxNode node, Shape shape, string name) => Invalid(node, DiagnosticCodes.WrongType, $"{name} must be {shape.Words}, not {node.Words}.");

    private void Invalid(SyntaxNode node, string code, string message)
    {
        _invalid.Add(node);
        diagnostics.Error(code, node.Location, message, node.Words);
    }
}
