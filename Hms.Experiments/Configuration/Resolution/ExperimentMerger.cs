using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Resolves <c>extends</c> and <c>override</c>: the merged tree of every experiment.</summary>
internal sealed class ExperimentMerger
{
    private static readonly ObjectShape ExperimentShape = ShapeCatalog.OfRecord(typeof(ExperimentSettings));

    private readonly DiagnosticBag _diagnostics;
    private readonly OverrideApplier _overrides;
    private readonly SyntaxObject _root;
    private readonly SyntaxObject _experiments;
    private readonly Dictionary<string, SyntaxObject?> _merged = [];
    private readonly List<string> _chain = [];

    public ExperimentMerger(SyntaxObject document, SyntaxObject experiments, DiagnosticBag diagnostics, StructureChecker checker)
    {
        _diagnostics = diagnostics;
        _overrides = new OverrideApplier(diagnostics, checker);
        _experiments = experiments;
        _root = new SyntaxObject(document.Location, [.. document.Members.Where(member => member.Name == "data")]);
    }

    /// <summary>The merged tree of an experiment; null where what it extends cannot be resolved.</summary>
    public SyntaxObject? Merge(string name)
    {
        if (_merged.TryGetValue(name, out var done)) { return done; }
        if (_experiments.Find(name)?.Value is not SyntaxObject written) { return _merged[name] = null; }
        _chain.Add(name);
        var parent = Parent(name, written);
        _chain.Remove(name);
        if (_merged.TryGetValue(name, out done)) { return done; }
        if (parent is null) { return _merged[name] = null; }
        var merged = SyntaxMerger.MergeObjects(parent.Without("about", "paper"), written.Without("extends", "override"), ExperimentShape);
        if (written.Find("override")?.Value is SyntaxObject overrides) { merged = _overrides.Apply(merged, overrides); }
        return _merged[name] = merged;
    }

    private SyntaxObject? Parent(string name, SyntaxObject written)
    {
        if (written.Find("extends")?.Value is not SyntaxValue { Kind: JsonValueKind.String } extends) { return _root; }
        if (_experiments.Find(extends.Text) is null)
        {
            var known = _experiments.Members.Select(member => member.Name).Where(other => other != name).ToArray();
            var suggestion = Suggestions.Closest(extends.Text, known);
            _diagnostics.Error(DiagnosticCodes.UnknownParent, extends.Location, $"extends {extends.Words}, which is no experiment of this file{Suggestions.Hint(suggestion, known)}", extends.Text, suggestion);
            return null;
        }
        var start = _chain.IndexOf(extends.Text);
        if (start < 0) { return Merge(extends.Text); }
        var cycle = string.Join(" -> ", [.. _chain[start..], extends.Text]);
        _diagnostics.Error(DiagnosticCodes.ExtendsCycle, extends.Location, $"experiments extend each other in a circle: {cycle}; end the chain somewhere.", extends.Text);
        foreach (var member in _chain[start..]) { _merged[member] = null; }
        return null;
    }
}
