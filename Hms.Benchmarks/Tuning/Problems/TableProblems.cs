using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Recorded tables: every cell of a grid was trained once; the loss is the mean of its repeats.</summary>
internal static class TableProblems
{
    /// <summary>Reads a table. Number axes are integer indices (<c>NAME_index</c>), text axes choices.</summary>
    /// <param name="name">Its name, such as <c>hpobench_phoneme</c>.</param>
    public static Problem Read(string name)
    {
        var folder = ProblemData.Require("tables");
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json")));
        var entry = index.RootElement.GetProperty(name + ".csv.gz");
        var axes = entry.GetProperty("space").EnumerateObject().Select(x => (x.Name, Values: x.Value.EnumerateArray().ToArray())).ToArray();
        var space = new SearchSpace(axes.Select(x => x.Values[0].ValueKind == JsonValueKind.String
            ? new SearchParameter(x.Name, new CategoricalDistribution(x.Values.Select(v => (object?)v.GetString())))
            : new SearchParameter(x.Name + "_index", new IntDistribution(0, x.Values.Length - 1))));
        var lengths = axes.Select(x => x.Values.Length).ToArray();
        var offset = entry.GetProperty("direction").GetString() != "maximize" ? 0.0 : name.StartsWith("hpobench", StringComparison.Ordinal) ? 1 : 100;
        var cells = Cells(Path.Combine(folder, name + ".csv.gz"), lengths, offset);
        return new Problem(name, space, x => cells[Cell(space.Parameters.Select(p => (int)x.GetInternal(p.Name)), lengths)]);
    }

    /// <summary>An offset other than 0 turns scores into losses.</summary>
    private static double[] Cells(string file, int[] lengths, double offset)
    {
        var cells = new double[lengths.Aggregate(1, (product, x) => product * x)];
        Array.Fill(cells, double.NaN);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        for (var line = reader.ReadLine(); (line = reader.ReadLine()) is not null;)
        {
            var parts = line.Split(',');
            var mean = parts.Skip(lengths.Length).Average(x => double.Parse(x, CultureInfo.InvariantCulture));
            cells[Cell(parts.Take(lengths.Length).Select(x => int.Parse(x, CultureInfo.InvariantCulture)), lengths)] = offset == 0 ? mean : offset - mean;
        }
        return cells;
    }

    private static int Cell(IEnumerable<int> indices, int[] lengths)
    {
        var cell = 0;
        foreach (var (index, length) in indices.Zip(lengths)) { cell = cell * length + index; }
        return cell;
    }
}
