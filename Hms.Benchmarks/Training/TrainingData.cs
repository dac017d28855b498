using Hms.Signal.Randomness;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Benchmarks.Training;

/// <summary>Seeded noise with votes: what an image shows does not change how long a step takes.</summary>
internal sealed class TrainingData(int rows, int size)
{
    public const int Classes = 6;

    public int Rows => rows;

    public int Size => size;

    public float[][] Images { get; } = [.. Enumerable.Range(0, rows).Select(row => Noise((ulong)row, size * size))];

    public float[][] Votes { get; } = [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, Classes).Select(k => k == row % Classes ? 0.5f : 0.1f).ToArray())];

    /// <summary>The rows as a view, kept in memory.</summary>
    public IDataView View(MLContext context)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, size, size);
        schema[nameof(Row.Votes)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Classes);
        return context.Data.LoadFromEnumerable(Images.Zip(Votes, (image, votes) => new Row { Features = image, Votes = votes }), schema);
    }

    private static float[] Noise(ulong seed, int count)
    {
        var random = new HashRandom(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) { values[i] = (float)random.NextGaussian(); }
        return values;
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }
}
