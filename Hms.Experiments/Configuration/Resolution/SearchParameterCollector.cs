using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Finds the ranges and choices of a merged experiment, in the order of the settings records, parents before what depends on them.</summary>
internal sealed class SearchParameterCollector
{
    private readonly DiagnosticBag _diagnostics;
    private readonly StructureChecker _structure;

    private SearchParameterCollector(DiagnosticBag diagnostics, StructureChecker structure)
    {
        _diagnostics = diagnostics;
        _structure = structure;
    }

    /// <summary>The parameters with the values in whose place they stand.</summary>
    public List<(SyntaxNode Node, SearchParameterDeclaration Parameter)> Found { get; } = [];

    /// <summary>Collects the parameters of an experiment.</summary>
    public static SearchParameterCollector Collect(SyntaxObject experiment, DiagnosticBag diagnostics, StructureChecker structure) =>
        Collect(experiment, ShapeCatalog.OfRecord(typeof(ExperimentSettings)), diagnostics, structure);

    /// <summary>Collects the parameters of any settings.</summary>
    internal static SearchParameterCollector Collect(SyntaxObject node, ObjectShape shape, DiagnosticBag diagnostics, StructureChecker structure)
    {
        var collector = new SearchParameterCollector(diagnostics, structure);
        foreach (var property in shape.Properties)
        {
            if (node.Find(property.Key) is not { } member) { continue; }
            if (property.Value is ListShape) { collector.VisitSteps(node); }
            else { collector.Visit(member.Value, property.Value, property.Key, condition: null); }
        }
        return collector;
    }

    private void VisitSteps(SyntaxObject experiment)
    {
        var addresses = new StepAddresses(experiment);
        for (var i = 0; i < (addresses.List?.Items.Count ?? 0); i++)
        {
            if (OneOfSyntax.Read(addresses.List!.Items[i], ShapeCatalog.OfAlternatives(typeof(StepSettings))) is not { } step) { continue; }
            var before = Found.Count;
            VisitObject(step.Body, step.Shape, addresses.Of(i) ?? step.Key, condition: null);
            if (addresses.Of(i) is not null) { continue; }
            foreach (var (node, _) in Found.Skip(before))
            {
                _diagnostics.Error(DiagnosticCodes.VariationWithoutAddress, node.Location, $"the step \"{step.Key}\" occurs several times; give this one an \"id\", which names what varies.");
            }
        }
    }

    private void VisitObject(SyntaxObject node, ObjectShape shape, string path, SearchParameterCondition? condition)
    {
        foreach (var property in shape.Properties)
        {
            if (node.Find(property.Key) is { } member) { Visit(member.Value, property.Value, $"{path}.{property.Key}", condition); }
        }
    }

    private void Visit(SyntaxNode node, Shape shape, string path, SearchParameterCondition? condition)
    {
        if (_structure.IsInvalid(node)) { return; }
        switch (shape)
        {
            case ScalarShape scalar when Variation.Is(node):
                Found.Add((node, Declare((SyntaxObject)node, scalar, path, condition)));
                break;
            case ObjectShape record when node is SyntaxObject written:
                VisitObject(written, record, path, condition);
                break;
            case OneOfShape oneOf when Variation.Is(node):
                VisitChoice(node, oneOf, path, condition);
                break;
            case OneOfShape oneOf when OneOfSyntax.Read(node, oneOf) is { } alternative:
                VisitObject(alternative.Body, alternative.Shape, $"{path}.{alternative.Key}", condition);
                break;
        }
    }

    private void VisitChoice(SyntaxNode node, OneOfShape shape, string path, SearchParameterCondition? condition)
    {
        var alternatives = Variation.Choices(node).Select(item => OneOfSyntax.Read(item, shape)).OfType<OneOfSyntax>().ToArray();
        var keys = alternatives.Select(alternative => alternative.Key).ToArray();
        Found.Add((node, new SearchParameterDeclaration
        {
            Name = path,
            Kind = SearchParameterKind.Categorical,
            Choices = keys,
            ChoiceValues = keys,
            Condition = condition,
            Location = node.Location,
        }));
        for (var i = 0; i < alternatives.Length; i++)
        {
            VisitObject(alternatives[i].Body, alternatives[i].Shape, $"{path}.{alternatives[i].Key}", new SearchParameterCondition(path, i));
        }
    }

    private static SearchParameterDeclaration Declare(SyntaxObject node, ScalarShape shape, string path, SearchParameterCondition? condition)
    {
        if (Variation.Bounds(node) is not { } bounds)
        {
            var values = Variation.Choices(node).Cast<SyntaxValue>().Select(value => shape.Kind == ScalarKind.Number && value.Kind == JsonValueKind.Number ? value.Number : value.ToObject()).ToArray();
            return new SearchParameterDeclaration
            {
                Name = path,
                Kind = SearchParameterKind.Categorical,
                Choices = [.. values.Select(Label)],
                ChoiceValues = values,
                Condition = condition,
                Location = node.Location,
            };
        }
        var isInteger = shape.Kind == ScalarKind.Integer;
        return new SearchParameterDeclaration
        {
            Name = path,
            Kind = isInteger ? SearchParameterKind.Int : SearchParameterKind.Float,
            Low = bounds.Low.Number,
            High = bounds.High.Number,
            Log = node.Find("log")?.Value is SyntaxValue { Kind: JsonValueKind.True },
            Step = (node.Find("step")?.Value as SyntaxValue)?.Number ?? (isInteger ? 1 : null),
            Condition = condition,
            Location = node.Location,
        };
    }

    private static string Label(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}
