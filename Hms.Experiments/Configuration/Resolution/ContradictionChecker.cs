using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Asks all settings of a merged experiment for contradictions, at every combination of the ends of their ranges and choices.</summary>
/// <param name="diagnostics">Receives the problems.</param>
/// <param name="structure">Knows which values have a problem of their own.</param>
/// <param name="experiment">Name of the experiment; a contradiction with an inherited value is reported where this experiment speaks.</param>
internal sealed class ContradictionChecker(DiagnosticBag diagnostics, StructureChecker structure, string experiment)
{
    private const int MaximumCombinations = 512;

    /// <summary>Checks an experiment.</summary>
    public void Check(SyntaxObject tree) => CheckObject(tree, ShapeCatalog.OfRecord(typeof(ExperimentSettings)));

    private void CheckBelow(SyntaxNode node, Shape shape)
    {
        switch (shape)
        {
            case ObjectShape record when node is SyntaxObject written && !Variation.Is(node): CheckObject(written, record); break;
            case OneOfShape oneOf:
                foreach (var item in Variation.Is(node) ? Variation.Choices(node) : [node])
                {
                    if (OneOfSyntax.Read(item, oneOf) is { } alternative) { CheckObject(alternative.Body, alternative.Shape); }
                }
                break;
            case ListShape list when node is SyntaxArray array:
                foreach (var item in array.Items) { CheckBelow(item, list.Item); }
                break;
        }
    }

    private void CheckObject(SyntaxObject node, ObjectShape shape)
    {
        if (typeof(ICheckedSettings).IsAssignableFrom(shape.Type)) { CheckCombinations(node, shape); }
        foreach (var property in shape.Properties)
        {
            if (node.Find(property.Key) is { } member) { CheckBelow(member.Value, property.Value); }
        }
    }

    private void CheckCombinations(SyntaxObject node, ObjectShape shape)
    {
        var reported = new HashSet<string>();
        foreach (var combination in Combinations(node, shape).Take(MaximumCombinations))
        {
            var binder = new SettingsBinder(varied => combination.TryGetValue(varied, out var chosen) ? chosen : Variation.Ends(varied)[0], structure.IsInvalid);
            var settings = (ICheckedSettings)binder.BindObject(node, shape);
            foreach (var problem in settings.Check())
            {
                if (problem.Paths.Any(path => IsUncertain(node, path)) || (problem.DependsOnColumns && HasUncertainColumns(node)) || !reported.Add(string.Join('|', problem.Paths))) { continue; }
                diagnostics.Error(problem.Code, Locate(node, problem.Paths), problem.Message);
            }
        }
    }

    private IEnumerable<Dictionary<SyntaxNode, SyntaxNode>> Combinations(SyntaxObject node, ObjectShape shape)
    {
        IEnumerable<Dictionary<SyntaxNode, SyntaxNode>> combinations = [new(ReferenceEqualityComparer.Instance)];
        foreach (var member in node.Members.Where(member => shape.Find(member.Name)?.Value is ScalarShape && Variation.Is(member.Value) && !structure.IsInvalid(member.Value)))
        {
            combinations = combinations.SelectMany(_ => Variation.Ends(member.Value), (chosen, end) =>
                new Dictionary<SyntaxNode, SyntaxNode>(chosen, ReferenceEqualityComparer.Instance) { [member.Value] = end });
        }
        return combinations;
    }

    private bool IsUncertain(SyntaxObject node, string path)
    {
        return SyntaxPath.Follow(node, path.Split('.')) is { IsComplete: true, Nearest: var found } && structure.IsInvalidWithin(found);
    }

    private bool HasUncertainColumns(SyntaxObject tree) =>
        new StepAddresses(tree).List is not { } steps || structure.IsInvalid(steps) || steps.Items.Any(StepHasUncertainColumns);

    private bool StepHasUncertainColumns(SyntaxNode node)
    {
        if (structure.IsInvalid(node) || OneOfSyntax.Read(node, ShapeCatalog.OfAlternatives(typeof(StepSettings))) is not { } step) { return true; }
        var lacksInputs = step.Shape.Properties.Any(property => property is { Required: true, Value: ListShape } && step.Body.Find(property.Key) is null);
        return lacksInputs || step.Body.Members.Any(member => member.Name is "input" or "output" or "inputs" && structure.IsInvalidWithin(member.Value));
    }

    private SourceLocation Locate(SyntaxObject node, IReadOnlyList<string> paths)
    {
        var written = paths.Select(path => SyntaxPath.Follow(node, path.Split('.'))).ToArray();
        var own = SourceLocation.Below("/experiments", experiment) + "/";
        var complete = written.Where(place => place.IsComplete).Select(place => place.Nearest.Location).ToArray();
        return Array.Find(complete, place => place.Pointer.StartsWith(own, StringComparison.Ordinal)) ?? complete.FirstOrDefault() ?? written[0].Nearest.Location;
    }
}
