using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoMLSweep;

/// <summary>A CSV as Label, Features and, where there is a column "patient", Patient.</summary>
internal sealed record CsvFile(IDataView Data, string? GroupColumn)
{
    public static CsvFile Open(MLContext context, string path)
    {
        var header = File.ReadLines(path).First().Split(',');
        var label = Array.IndexOf(header, "label");
        var patient = Array.IndexOf(header, "patient");
        if (label < 0) { throw new InvalidDataException($"{path}: there is no column 'label'; there are {string.Join(", ", header)}."); }
        var numbers = Enumerable.Range(0, header.Length).Where(i => i != label && i != patient).Select(i => new TextLoader.Range(i)).ToArray();
        var columns = new List<TextLoader.Column> { new("Label", DataKind.Boolean, label), new("Features", DataKind.Single, numbers) };
        if (patient >= 0) { columns.Add(new TextLoader.Column("Patient", DataKind.String, patient)); }
        return new CsvFile(context.Data.LoadFromTextFile(path, [.. columns], separatorChar: ',', hasHeader: true), patient >= 0 ? "Patient" : null);
    }
}
