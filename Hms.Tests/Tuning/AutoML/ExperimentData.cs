using Hms.Tuning.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Tuning.AutoML;

/// <summary>Small data sets with a known answer.</summary>
internal static class ExperimentData
{
    /// <summary>Two classes that a line parts, with noise; a group of 10 rows shares an offset.</summary>
    public static IDataView Binary(MLContext context, int rows = 300, ulong seed = 1) => context.Data.LoadFromEnumerable(Rows(rows, seed));

    public static List<Row> Rows(int rows, ulong seed)
    {
        var random = new SplitMix64(seed);
        var made = new List<Row>();
        for (var i = 0; i < rows; i++)
        {
            var (a, b) = ((float)(random.NextDouble() * 2 - 1), (float)(random.NextDouble() * 2 - 1));
            made.Add(new Row { Label = a + 0.5f * b + 0.3f * (float)(random.NextDouble() * 2 - 1) > 0, Target = 2 * a - b, Class = a > 0.3f ? "up" : a < -0.3f ? "down" : "flat", Patient = $"p{i / 10}", Features = [a, b, (float)random.NextDouble()] });
        }
        return made;
    }

    internal sealed class Row
    {
        public bool Label { get; set; }

        public float Target { get; set; }

        public string Class { get; set; } = "";

        public string Patient { get; set; } = "";

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
