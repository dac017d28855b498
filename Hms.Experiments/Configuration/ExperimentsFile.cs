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
            return new ExperimentsResult(path, string.Empty, [diagnostic], new Dictionary<string, ResolvedExperiment>());
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
        if (SyntaxReader.Read(utf8, file, diagnostics) is { } document) { Resolve(document, diagnostics, experiments); }
        if (diagnostics.HasErrors) { experiments.Clear(); }
        return new ExperimentsResult(file, Encoding.UTF8.GetString(utf8), diagnostics.InFileOrder(), experiments);
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
}
