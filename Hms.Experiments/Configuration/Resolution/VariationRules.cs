using System.Text.Json;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>What a range or choice must fulfil, given the value in whose place it stands.</summary>
internal sealed class VariationRules(DiagnosticBag diagnostics)
{
    private const string Log = "log";
    private const string Step = "step";
    private const double StepTolerance = 1e-9;

    /// <summary>The keys of ranges and choices.</summary>
    public static IReadOnlyList<string> Keys { get; } = [Variation.Range, Log, Step, Variation.Choice];

    /// <summary>Whether the values that a well-formed range step yields are spread evenly up to its upper bound.</summary>
    public static bool Divides(double low, double high, double step)
    {
        var steps = (high - low) / step;
        return Math.Abs(steps - Math.Round(steps)) <= StepTolerance * Math.Max(1, steps);
    }

    /// <summary>Checks a range or choice; false where it cannot be used.</summary>
    public bool Check(SyntaxObject node, Shape shape, string name)
    {
        var (range, choice) = (node.Find(Variation.Range), node.Find(Variation.Choice));
        if (range is not null && choice is not null)
        {
            return Fail(DiagnosticCodes.MalformedVariation, node, $"{name} has a range and a choice; keep one.");
        }
        return range is null ? CheckChoice(node, choice!, shape, name) : CheckRange(node, range, shape, name);
    }

    private bool CheckChoice(SyntaxObject node, SyntaxMember choice, Shape shape, string name)
    {
        var valid = CheckKeys(node, [Variation.Choice]);
        if (choice.Value is not SyntaxArray { Items.Count: >= 2 } list)
        {
            return Fail(DiagnosticCodes.MalformedVariation, choice.Value, "choice must be a list of at least 2 values.");
        }
        var labels = new HashSet<string>();
        foreach (var item in list.Items)
        {
            if (shape is ScalarShape scalar && ScalarRules.Problem(item, scalar, name) is { } problem)
            {
                diagnostics.Error(problem.Code, item.Location, problem.Message, item.Words, problem.Suggestion);
                valid = false;
            }
            else if (Label(item, shape) is { } label && !labels.Add(label))
            {
                valid = Fail(DiagnosticCodes.RepeatedChoice, item, $"choice lists {label} twice; each {(shape is OneOfShape ? "kind" : "value")} may stand there once.");
            }
        }
        return valid;
    }

    private static string? Label(SyntaxNode item, Shape shape) => shape is OneOfShape oneOf
        ? OneOfSyntax.Read(item, oneOf)?.Key
        : item is SyntaxValue { Kind: JsonValueKind.Number } number ? number.Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : item.Words;

    private bool CheckRange(SyntaxObject node, SyntaxMember range, Shape shape, string name)
    {
        if (shape is not ScalarShape { Kind: ScalarKind.Integer or ScalarKind.Number } scalar)
        {
            return Fail(DiagnosticCodes.RangeWithoutOrder, node, $"{name} has no order; write {{\"choice\": [...]}} instead of a range.");
        }
        var valid = CheckKeys(node, [Variation.Range, Log, Step]);
        if (range.Value is not SyntaxArray { Items: [var first, var second] })
        {
            return Fail(DiagnosticCodes.MalformedVariation, range.Value, "range must be a list of two numbers, [low, high].");
        }
        valid &= CheckBound(first, scalar, name) & CheckBound(second, scalar, name);
        var logarithmic = node.Find(Log)?.Value;
        var step = node.Find(Step)?.Value;
        if (logarithmic is not (null or SyntaxValue { Kind: JsonValueKind.True or JsonValueKind.False }))
        {
            valid = Fail(DiagnosticCodes.WrongType, logarithmic, $"log must be true or false, not {logarithmic.Words}.");
        }
        if (step is not null) { valid &= CheckStep(step, scalar); }
        if (!valid) { return false; }
        var isLog = logarithmic is SyntaxValue { Kind: JsonValueKind.True };
        return CheckOrder((SyntaxValue)first, (SyntaxValue)second, range.Value) && CheckLog(isLog, (SyntaxValue)first, step) && CheckDivides((SyntaxValue)first, (SyntaxValue)second, step as SyntaxValue);
    }

    private bool CheckBound(SyntaxNode bound, ScalarShape shape, string name)
    {
        var plain = new ScalarShape(shape.Type, shape.Kind) { Limits = shape.Limits };
        if (ScalarRules.Problem(bound, plain, name) is not { } problem) { return true; }
        return Fail(problem.Code, bound, problem.Message);
    }

    private bool CheckStep(SyntaxNode step, ScalarShape shape)
    {
        var whole = shape.Kind == ScalarKind.Integer;
        var fits = step is SyntaxValue { Kind: JsonValueKind.Number } number && number.Number > 0 && double.IsFinite(number.Number) && (!whole || number.IsInteger);
        return fits || Fail(DiagnosticCodes.RangeBounds, step, $"step must be {(whole ? "an integer" : "a number")} above 0, not {step.Words}.");
    }

    private bool CheckOrder(SyntaxValue low, SyntaxValue high, SyntaxNode range) =>
        low.Number < high.Number || Fail(DiagnosticCodes.RangeBounds, range, $"the lower bound {low.Words} must be below the upper bound {high.Words}.");

    private bool CheckLog(bool isLog, SyntaxValue low, SyntaxNode? step)
    {
        if (!isLog) { return true; }
        if (low.Number <= 0) { return Fail(DiagnosticCodes.RangeBounds, low, $"log needs a lower bound above 0, not {low.Words}."); }
        return step is null || Fail(DiagnosticCodes.RangeBounds, step, "log and step exclude each other; keep one.");
    }

    private bool CheckDivides(SyntaxValue low, SyntaxValue high, SyntaxValue? step) =>
        step is null || Divides(low.Number, high.Number, step.Number) ||
        Fail(DiagnosticCodes.RangeBounds, step, $"step {step.Words} must divide the range from {low.Words} to {high.Words} evenly.");

    private bool CheckKeys(SyntaxObject node, IReadOnlyList<string> known)
    {
        var unknown = node.Members.Where(member => !known.Contains(member.Name)).ToArray();
        foreach (var member in unknown)
        {
            var suggestion = Suggestions.Closest(member.Name, known);
            diagnostics.Error(DiagnosticCodes.UnknownKey, member.NameLocation, $"key \"{member.Name}\" is unknown{Suggestions.Hint(suggestion, known)}", member.Name, suggestion);
        }
        return unknown.Length == 0;
    }

    private bool Fail(string code, SyntaxNode node, string message)
    {
        diagnostics.Error(code, node.Location, message, node.Words);
        return false;
    }
}
