using System.Text;
using Hms.Experiments.Configuration.Resolution;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration;

/// <summary>Reads experiments.json. Problems are collected, never thrown one by one.</summary>
public static class ExperimentsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file; messages name it as given here.</param>
    public static ExperimentsResult Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[(int)Math.Min(stream.Length, SyntaxReader.MaximumBytes + 1L)];
            stream.ReadExactly(bytes);
            return Read(bytes, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var diagnostic = Diagnostic.Error(DiagnosticCodes.UnreadableFile, new(path, 1, 1, string.Empty), $"the file cannot be read: {error.Message}");
            return new ExperimentsResult(path, string.Empty, [diagnostic], new Dictionary<string, ResolvedExperiment>(), new Dictionary<string, EnsembleSettings>(), new Dictionary<string, SyntaxObject>());
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="fileName">Name for messages.</param>
    public static ExperimentsResult Parse(string text, string fileName) => Read(Encoding.UTF8.GetBytes(text), fileName);

    private static ExperimentsResult Read(ReadOnlySpan<byte> utf8, string file)
    {
        var diagnostics = new DiagnosticBag();
        var experiments = new OrderedDictionary<string, ResolvedExperiment>();
        var ensembles = new OrderedDictionary<string, EnsembleSettings>();
        var scales = new OrderedDictionary<string, SyntaxObject>();
        if (SyntaxReader.Read(utf8, file, diagnostics) is { } document)
        {
            Resolve(document, diagnostics, experiments);
            if (!diagnostics.HasErrors) { AddEnsembles((SyntaxObject)document, diagnostics, experiments, ensembles); }
            if (!diagnostics.HasErrors) { CheckComparisons((SyntaxObject)document, diagnostics, [.. experiments.Keys, .. ensembles.Keys]); }
            if (!diagnostics.HasErrors) { AddScales((SyntaxObject)document, diagnostics, scales); }
        }
        if (diagnostics.HasErrors) { experiments.Clear(); ensembles.Clear(); scales.Clear(); }
        return new ExperimentsResult(file, Encoding.UTF8.GetString(utf8), diagnostics.InFileOrder(), experiments, ensembles, scales);
    }

    private static void Resolve(SyntaxNode document, DiagnosticBag diagnostics, OrderedDictionary<string, ResolvedExperiment> resolved)
    {
        var documentShape = ShapeCatalog.OfRecord(typeof(ExperimentsDocument));
        var structure = new StructureChecker(diagnostics);
        structure.Check(document, documentShape, "the file", fixedReason: null);
        if (document is not SyntaxObject root) { return; }
        var required = new RequiredKeyChecker(diagnostics);
        if (root.Find("experiments")?.Value is not SyntaxObject experiments)
        {
            required.Check(root, documentShape, (root.Location, "the file"));
            return;
        }
        required.Check(root.Find("data")?.Value, documentShape.Find("data")!.Value, (root.Location, "data"));
        var merger = new ExperimentMerger(root, experiments, diagnostics, structure);
        foreach (var member in experiments.Members)
        {
            if (merger.Merge(member.Name) is not { } tree) { continue; }
            required.Check(tree, ShapeCatalog.OfRecord(typeof(ExperimentSettings)), (member.NameLocation, $"experiment \"{member.Name}\""));
            new StepAddresses(tree).Check(diagnostics);
            var parameters = SearchParameterCollector.Collect(tree, diagnostics, structure);
            new ContradictionChecker(diagnostics, structure, member.Name).Check(tree);
            LearnerChecker.Check(tree, diagnostics);
            resolved[member.Name] = new ResolvedExperiment(member.Name, tree, parameters.Found);
        }
    }

    /// <summary>An experiment of a merged tree that is free of errors but for what a scale may have brought.</summary>
    /// <exception cref="DiagnosticsException">Its values contradict each other.</exception>
    internal static ResolvedExperiment Resolve(string name, SyntaxObject tree)
    {
        var diagnostics = new DiagnosticBag();
        var structure = new StructureChecker(diagnostics);
        var parameters = SearchParameterCollector.Collect(tree, diagnostics, structure);
        new ContradictionChecker(diagnostics, structure, name).Check(tree);
        return diagnostics.HasErrors ? throw new DiagnosticsException(diagnostics.InFileOrder()) : new ResolvedExperiment(name, tree, parameters.Found);
    }

    private static void AddEnsembles(SyntaxObject root, DiagnosticBag diagnostics, IReadOnlyDictionary<string, ResolvedExperiment> experiments, OrderedDictionary<string, EnsembleSettings> ensembles)
    {
        if (root.Find("ensembles")?.Value is not SyntaxObject written) { return; }
        var shape = ShapeCatalog.OfRecord(typeof(EnsembleSettings));
        foreach (var member in written.Members)
        {
            new RequiredKeyChecker(diagnostics).Check(member.Value, shape, (member.NameLocation, $"ensemble \"{member.Name}\""));
            if (experiments.ContainsKey(member.Name)) { diagnostics.Error(DiagnosticCodes.Contradiction, member.NameLocation, $"\"{member.Name}\" is the name of an experiment already; choose another one.", member.Name); }
            string[] known = [.. experiments.Keys];
            foreach (var name in ((member.Value as SyntaxObject)?.Find("members")?.Value as SyntaxArray)?.Items.OfType<SyntaxValue>() ?? [])
            {
                if (experiments.ContainsKey(name.Text)) { continue; }
                var suggestion = Suggestions.Closest(name.Text, known);
                diagnostics.Error(DiagnosticCodes.UnknownName, name.Location, $"member {name.Words} is no experiment of this file{Suggestions.Hint(suggestion, known)}", name.Text, suggestion);
            }
            if (!diagnostics.HasErrors) { ensembles[member.Name] = (EnsembleSettings)new SettingsBinder(node => node).BindObject((SyntaxObject)member.Value, shape); }
        }
        foreach (var (name, problem) in ensembles.SelectMany(pair => pair.Value.Check(), (pair, problem) => (pair.Key, problem)))
        {
            diagnostics.Error(problem.Code, SyntaxPath.Follow(written.Find(name)!.Value, problem.Paths[0].Split('.')).Nearest.Location, problem.Message);
        }
    }

    /// <summary>What a paper block compares with must be another experiment or ensemble of the file.</summary>
    private static void CheckComparisons(SyntaxObject root, DiagnosticBag diagnostics, string[] known)
    {
        foreach (var member in ((string[])["experiments", "ensembles"]).SelectMany(block => (root.Find(block)?.Value as SyntaxObject)?.Members ?? []))
        {
            if (((member.Value as SyntaxObject)?.Find("paper")?.Value as SyntaxObject)?.Find("against")?.Value is not SyntaxValue { Kind: System.Text.Json.JsonValueKind.String } against) { continue; }
            string[] others = [.. known.Where(name => name != member.Name)];
            if (others.Contains(against.Text)) { continue; }
            var suggestion = Suggestions.Closest(against.Text, others);
            diagnostics.Error(DiagnosticCodes.UnknownName, against.Location, $"against {against.Words} names no other experiment or ensemble of this file{Suggestions.Hint(suggestion, others)}", against.Text, suggestion);
        }
    }

    private static void AddScales(SyntaxObject root, DiagnosticBag diagnostics, OrderedDictionary<string, SyntaxObject> scales)
    {
        foreach (var member in (root.Find("scales")?.Value as SyntaxObject)?.Members ?? [])
        {
            if (member.Name == ExperimentsResult.FullScale) { diagnostics.Error(DiagnosticCodes.Contradiction, member.NameLocation, $"\"{member.Name}\" is the scale of the experiments as they are declared; choose another name.", member.Name); }
            else { scales[member.Name] = (SyntaxObject)member.Value; }
        }
    }
}
