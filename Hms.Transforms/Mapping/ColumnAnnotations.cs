using Microsoft.ML.Data;
using Microsoft.ML;

namespace Hms.Transforms.Mapping;

/// <summary>Annotations of a column that the steps read and carry on.</summary>
public static class ColumnAnnotations
{
    /// <summary>Names of the channels along the first dimension: Vector&lt;Text&gt;.</summary>
    public const string ChannelNames = "ChannelNames";

    /// <summary>Samples a second along the last dimension: Single, in Hz.</summary>
    public const string SampleRateHz = "SampleRateHz";

    /// <summary>Frequencies of the rows along the second-to-last dimension, ascending: Vector&lt;Single&gt;, in Hz.</summary>
    public const string FrequenciesHz = "FrequenciesHz";

    /// <summary>Names of the vector's slots (ML.NET): Vector&lt;Text&gt;.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>The names under a text-vector annotation, null where the column has none.</summary>
    /// <param name="column">Any column.</param>
    /// <param name="kind">Kind of annotation, for example <see cref="ChannelNames"/>.</param>
    public static IReadOnlyList<string>? GetNames(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType }) { return null; }
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The sample rate in Hz, null where the column has none.</summary>
    /// <param name="column">Any column.</param>
    public static float? GetSampleRateHz(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(SampleRateHz)?.Type is not NumberDataViewType { RawType: var type } || type != typeof(float)) { return null; }
        float rate = default;
        column.Annotations.GetValue(SampleRateHz, ref rate);
        return rate;
    }

    /// <summary>The frequencies along the second-to-last dimension in Hz, null where the column has none.</summary>
    /// <param name="column">Any column.</param>
    public static IReadOnlyList<float>? GetFrequenciesHz(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(FrequenciesHz)?.Type is not VectorDataViewType { ItemType: NumberDataViewType { RawType: var type } } || type != typeof(float)) { return null; }
        VBuffer<float> frequencies = default;
        column.Annotations.GetValue(FrequenciesHz, ref frequencies);
        return [.. frequencies.DenseValues()];
    }

    /// <summary>Adds the frequencies along the second-to-last dimension.</summary>
    /// <param name="builder">The annotations under construction.</param>
    /// <param name="frequenciesHz">One frequency for each row, ascending, in Hz.</param>
    public static void AddFrequenciesHz(DataViewSchema.Annotations.Builder builder, IReadOnlyList<float> frequenciesHz)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var values = new VBuffer<float>(frequenciesHz.Count, [.. frequenciesHz]);
        builder.Add(FrequenciesHz, new VectorDataViewType(NumberDataViewType.Single, frequenciesHz.Count), (ref VBuffer<float> target) => values.CopyTo(ref target));
    }

    /// <summary>Adds a text-vector annotation.</summary>
    /// <param name="builder">The annotations under construction.</param>
    /// <param name="kind">Kind of annotation.</param>
    /// <param name="names">The names.</param>
    public static void AddNames(DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var values = new VBuffer<ReadOnlyMemory<char>>(names.Count, [.. names.Select(name => name.AsMemory())]);
        builder.Add(kind, new VectorDataViewType(TextDataViewType.Instance, names.Count), (ref VBuffer<ReadOnlyMemory<char>> target) => values.CopyTo(ref target));
    }

    /// <summary>Adds one text annotation.</summary>
    /// <param name="builder">The annotations under construction.</param>
    /// <param name="kind">Kind of annotation.</param>
    /// <param name="text">The text.</param>
    public static void AddText(DataViewSchema.Annotations.Builder builder, string kind, string text)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPrimitiveValue(kind, TextDataViewType.Instance, text.AsMemory());
    }
}
