using System.Text.Json;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>What a single value must fulfil.</summary>
internal static class ScalarRules
{
    /// <summary>The problem of a value; null where it fits.</summary>
    public static (string Code, string Message, string? Suggestion)? Problem(SyntaxNode node, ScalarShape shape, string name)
    {
        if (node is not SyntaxValue value || !HasKind(value, shape))
        {
            return (DiagnosticCodes.WrongType, $"{name} must be {shape.Words}, not {node.Words}.", null);
        }
        if (value.Kind == JsonValueKind.Null) { return null; }
        if (shape.Names is { } names && !names.Contains(value.Text))
        {
            var suggestion = Suggestions.Closest(value.Text, names);
            return (DiagnosticCodes.UnknownName, $"{name} {value.Words} is unknown{Suggestions.Hint(suggestion, names)}", suggestion);
        }
        if (shape.Form is { } form && !form.Allows(value.Text))
        {
            return (DiagnosticCodes.OutOfLimits, $"{name} {value.Words} must be {form.Words}.", null);
        }
        if (shape.Kind is ScalarKind.Integer or ScalarKind.Number && !Allows(value.Number, shape))
        {
            return (DiagnosticCodes.OutOfLimits, $"{name} {value.Words} must be {shape.Limits?.ToString() ?? "a finite number"}.", null);
        }
        return null;
    }

    private static bool Allows(double number, ScalarShape shape) =>
        double.IsFinite(number) && (shape.Limits?.Allows(number) ?? true) && (shape.Type != typeof(int) || Math.Abs(number) <= int.MaxValue);

    private static bool HasKind(SyntaxValue value, ScalarShape shape) => value.Kind switch
    {
        JsonValueKind.Null => shape.Nullable,
        JsonValueKind.True or JsonValueKind.False => shape.Kind == ScalarKind.Boolean,
        JsonValueKind.String => shape.Kind == ScalarKind.Text,
        _ => shape.Kind == ScalarKind.Number || (shape.Kind == ScalarKind.Integer && (value.IsInteger || !double.IsFinite(value.Number))),
    };
}
