using Hms.Data.Files;

namespace Hms.Experiments.Reporting;

/// <summary>Writes an array as .parquet or .csv (its last dimension as columns t0, t1, ..., of a feature vector by their names; the others as index columns) or as .png.</summary>
internal static class ArrayFile
{
    private static readonly string[] IndexNames = ["channel", "row", "slice"];

    /// <summary>Writes the file; its ending chooses the form.</summary>
    public static void Write(string path, NamedArray array)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv": WriteCsv(path, array); break;
            case ".parquet": FloatTableFile.Write(path, Names(array), Columns(array)); break;
            case ".png": ArrayFigure.SavePng(path, array); break;
            case var ending: throw new UserErrorException($"--out ends in \"{ending}\"; it must end in .parquet, .csv or .png.");
        }
    }

    private static void WriteCsv(string path, NamedArray array)
    {
        var columns = Columns(array);
        CsvFile.Write(path, Names(array), Enumerable.Range(0, columns[0].Length).Select(row => columns.Select(column => (object?)column[row])));
    }

    private static string[] Names(NamedArray array) =>
        array is { Dimensions.Count: 1, SlotNames: { } names } ? [.. names] : [.. IndexNames.Take(array.Dimensions.Count - 1), .. Enumerable.Range(0, array.Dimensions[^1]).Select(t => $"t{t}")];

    private static float[][] Columns(NamedArray array)
    {
        var width = array.Dimensions[^1];
        var rows = array.Values.Length / width;
        var indices = array.Dimensions.Take(array.Dimensions.Count - 1).Select((_, axis) =>
        {
            var inner = array.Dimensions.Skip(axis + 1).Take(array.Dimensions.Count - axis - 2).Aggregate(1, (a, b) => a * b);
            return Enumerable.Range(0, rows).Select(row => (float)(row / inner % array.Dimensions[axis])).ToArray();
        });
        var values = Enumerable.Range(0, width).Select(t => Enumerable.Range(0, rows).Select(row => array.Values[row * width + t]).ToArray());
        return [.. indices, .. values];
    }
}
