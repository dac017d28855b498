using System.Text;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Writes what <c>hms ensemble</c> found: blend.json, report.md, and the cross-fitted predictions of each combination.</summary>
internal static class EnsembleFolder
{
    /// <summary>Writes the files; those of the same names are replaced.</summary>
    public static void Write(string folder, EnsembleInput input, EnsembleReport report, IReadOnlyList<CrossFitResult> results)
    {
        string[] names = [.. input.Data.Members.Select(member => member.Name)];
        var blend = new { members = names, classes = VoteClasses.Names, combinations = results.Zip(report.Combinations, (result, figures) => BlendEntry.Of(result, figures.Ridge, names)) };
        WriteText(Path.Combine(folder, "blend.json"), JsonSerializer.Serialize(blend, ReportJson.Options) + "\n");
        WriteText(Path.Combine(folder, "report.md"), EnsembleTables.Markdown(report));
        foreach (var result in results) { WritePredictions(Path.Combine(folder, $"predictions-{FileName(result.Name)}.csv"), input, result); }
    }

    /// <summary>Name of a combination as part of a file's name.</summary>
    private static string FileName(string name) => name.Replace(",", "", StringComparison.Ordinal).Replace(' ', '-');

    private static void WritePredictions(string path, EnsembleInput input, CrossFitResult result)
    {
        var part = new int[input.Data.Rows];
        for (var i = 0; i < result.Parts.Count; i++)
        {
            foreach (var row in result.Parts[i].Rows) { part[row] = i; }
        }
        var classes = input.Data.Classes;
        var patients = input.Patients;
        var known = patients is not null || input.Data.Folds is not null; // parts of mere rows are no folds to part patients by
        CsvFile.Write(
            path,
            [.. input.KeyColumns, .. patients is null ? Array.Empty<string>() : ["patient_id"], known ? "fold" : "part", .. VoteClasses.Names.Select(name => name.ToLowerInvariant() + "_prob")],
            Enumerable.Range(0, input.Data.Rows).Select(row => (IEnumerable<object?>)
            [
                .. input.Ids[row], .. patients is null ? Array.Empty<string>() : [patients[row]], part[row], .. result.Predictions[(row * classes)..((row + 1) * classes)].Cast<object?>(),
            ]));
    }

    private static void WriteText(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
