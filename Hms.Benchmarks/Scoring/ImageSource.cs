using Hms.Signal.Randomness;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Benchmarks.Scoring;

/// <summary>Images that are made one after the other while they are read: no table of them is ever in memory.</summary>
internal static class ImageSource
{
    private const int Distinct = 64;

    /// <summary>The images of a size, drawn from a normal distribution; they repeat after 64.</summary>
    public static float[][] Draw(int size)
    {
        var random = new HashRandom(1);
        return [.. Enumerable.Range(0, Distinct).Select(_ => Enumerable.Range(0, size).Select(_ => (float)random.NextGaussian()).ToArray())];
    }

    /// <summary>A streaming view of the column Features.</summary>
    public static IDataView View(float[][] images, int count, params int[] dimensions)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return new MLContext(1).Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { Features = images[i % images.Length] }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
