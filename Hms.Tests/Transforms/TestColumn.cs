using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A float column of a <see cref="TestTable"/>: a vector with dimensions and annotations, or a scalar where there are no dimensions.</summary>
public sealed record TestColumn(string Name, int[] Dimensions, float[][] Rows)
{
    public string[]? ChannelNames { get; init; }

    public string[]? SlotNames { get; init; }

    public float? SampleRateHz { get; init; }

    public float[]? FrequenciesHz { get; init; }

    /// <summary>Whether values are handed out in ML.NET's sparse form, zeros left out.</summary>
    public bool IsSparse { get; init; }

    public DataViewType Type => Dimensions.Length == 0 ? NumberDataViewType.Single : new VectorDataViewType(NumberDataViewType.Single, Dimensions);

    public DataViewSchema.Annotations Annotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        foreach (var (kind, names) in new[] { ("ChannelNames", ChannelNames), ("SlotNames", SlotNames) })
        {
            if (names is null) { continue; }
            var values = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]);
            builder.Add(kind, new VectorDataViewType(TextDataViewType.Instance, names.Length), (ref VBuffer<ReadOnlyMemory<char>> target) => values.CopyTo(ref target));
        }
        if (SampleRateHz is { } rate) { builder.AddPrimitiveValue("SampleRateHz", NumberDataViewType.Single, rate); }
        if (FrequenciesHz is { } axis)
        {
            var values = new VBuffer<float>(axis.Length, [.. axis]);
            builder.Add("FrequenciesHz", new VectorDataViewType(NumberDataViewType.Single, axis.Length), (ref VBuffer<float> target) => values.CopyTo(ref target));
        }
        return builder.ToAnnotations();
    }

    /// <summary>Rows of a formula: reproducible, no two alike.</summary>
    public static TestColumn Waves(string name, int[] dimensions, int rows, double amplitude = 50, double offset = 0)
    {
        var size = dimensions.Aggregate(1, (a, b) => a * b);
        return new TestColumn(name, dimensions, [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, size)
            .Select(i => (float)(offset + amplitude * Math.Sin(0.013 * (row + 1) * i + row) + 0.2 * amplitude * Math.Cos(0.31 * i))).ToArray())]);
    }
}
