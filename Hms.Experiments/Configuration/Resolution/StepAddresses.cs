using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>How the steps of one experiment are addressed: by id, or by kind where the kind occurs once.</summary>
internal sealed class StepAddresses
{
    private static readonly OneOfShape StepShape = ShapeCatalog.OfAlternatives(typeof(StepSettings));

    private readonly List<(int Index, string Kind, string? Id, SyntaxNode? IdNode)> _steps = [];

    /// <summary>Reads the readable steps of a merged experiment.</summary>
    public StepAddresses(SyntaxObject experiment)
    {
        List = experiment.Find("transforms")?.Value as SyntaxArray;
        for (var i = 0; i < (List?.Items.Count ?? 0); i++)
        {
            if (OneOfSyntax.Read(List!.Items[i], StepShape) is not { } step) { continue; }
            var id = step.Body.Find("id")?.Value as SyntaxValue;
            _steps.Add((i, step.Key, id is { Kind: JsonValueKind.String } ? id.Text : null, id));
        }
    }

    /// <summary>The list of steps; null where none is written.</summary>
    public SyntaxArray? List { get; }

    /// <summary>Every address that works.</summary>
    public IEnumerable<string> Known => _steps.Select(step => Of(step.Index)).OfType<string>();

    /// <summary>The address of a step; null where its kind occurs twice and it has no id.</summary>
    public string? Of(int index)
    {
        var found = _steps.FirstOrDefault(step => step.Index == index);
        if (found.Kind is null) { return null; }
        return found.Id ?? (_steps.Count(step => step.Kind == found.Kind) == 1 ? found.Kind : null);
    }

    /// <summary>The steps that an address fits: one, or none, or all of a kind that occurs several times.</summary>
    public IReadOnlyList<int> Find(string address)
    {
        var byId = _steps.Where(step => step.Id == address).Select(step => step.Index).ToArray();
        return byId.Length > 0 ? byId : [.. _steps.Where(step => step.Kind == address).Select(step => step.Index)];
    }

    /// <summary>Reports ids that are repeated or mean something else already.</summary>
    public void Check(DiagnosticBag diagnostics)
    {
        var blocks = ShapeCatalog.OfRecord(typeof(ExperimentDeclaration)).Keys.ToArray();
        var seen = new HashSet<string>();
        foreach (var (_, kind, id, node) in _steps.Where(step => step.Id is not null))
        {
            var problem = !seen.Add(id!) ? "is the id of an earlier step too"
                : blocks.Contains(id) ? "is the name of a block"
                : id != kind && StepShape.Alternatives.ContainsKey(id!) ? "is the name of another kind of step"
                : null;
            if (problem is not null) { diagnostics.Error(DiagnosticCodes.StepId, node!.Location, $"id \"{id}\" {problem}; choose another one.", id); }
        }
    }
}
