using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>What a step knows of a float vector column before it reads a row: name, dimensions and annotations.</summary>
/// <param name="Column">Name of the column, for messages.</param>
/// <param name="Dimensions">Sizes, outermost first: EEG [channels, samples], image [channels, height, width].</param>
public sealed record VectorShape(string Column, ImmutableArray<int> Dimensions)
{
    /// <summary>Names of the channels along the first dimension; null where unknown.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    /// <summary>Samples a second along the last dimension; null where unknown or where the last dimension is not time.</summary>
    public float? SampleRateHz { get; init; }

    /// <summary>Frequencies in Hz, ascending, along the second-to-last dimension (the rows of a spectrogram); null where unknown or where the rows are no frequencies.</summary>
    /// <remarks>A step that keeps the shape carries them on by <c>input with { ... }</c>; one that changes the rows sets or clears them. A list of another length than the rows is not written.</remarks>
    public IReadOnlyList<float>? FrequenciesHz { get; init; }

    /// <summary>Names of all values, in order (ML.NET's SlotNames); null where unknown. A step that gives the values another meaning clears them.</summary>
    /// <remarks>A list of another length than the column is not written.</remarks>
    public IReadOnlyList<string>? SlotNames { get; init; }

    /// <summary>Number of values: the product of the dimensions.</summary>
    public int Size => Dimensions.Aggregate(1, (size, dimension) => checked(size * dimension));

    /// <summary>The dimensions as text: [20, 10000].</summary>
    public string DimensionText => $"[{string.Join(", ", Dimensions)}]";

    /// <summary>Reads the shape of a column.</summary>
    /// <param name="schema">The table's schema.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="column">Receives the column.</param>
    /// <exception cref="ColumnMismatchException">The column is absent or no float vector of known size.</exception>
    internal static VectorShape Read(DataViewSchema schema, string name, out DataViewSchema.Column column)
    {
        column = schema.GetColumnOrNull(name) ?? throw Absent(name, schema.Select(c => c.Name));
        if (column.Type is not VectorDataViewType { IsKnownSize: true } type || type.ItemType != NumberDataViewType.Single)
        {
            throw new ColumnMismatchException(name, $"Column '{name}' has type {column.Type}; a vector of Single of known size is needed.");
        }
        return new VectorShape(name, type.Dimensions)
        {
            ChannelNames = ColumnAnnotations.GetNames(column, ColumnAnnotations.ChannelNames),
            SampleRateHz = ColumnAnnotations.GetSampleRateHz(column),
            FrequenciesHz = ColumnAnnotations.GetFrequenciesHz(column),
            SlotNames = ColumnAnnotations.GetNames(column, ColumnAnnotations.SlotNames),
        };
    }

    internal static ColumnMismatchException Absent(string name, IEnumerable<string> present) =>
        new(name, $"Column '{name}' is not in the table; it has {string.Join(", ", present.Distinct())}.");

    /// <summary>Requires a number of dimensions.</summary>
    /// <param name="names">One word for each dimension, for the message.</param>
    internal void RequireDimensions(params ReadOnlySpan<string> names)
    {
        if (Dimensions.Length != names.Length)
        {
            throw new ColumnMismatchException(Column, $"Column '{Column}' has dimensions {DimensionText}; [{string.Join(", ", names!)}] is needed.");
        }
    }

    internal DataViewSchema.DetachedColumn ToColumn(string name)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (ChannelNames is not null) { ColumnAnnotations.AddNames(annotations, ColumnAnnotations.ChannelNames, ChannelNames); }
        if (SampleRateHz is { } rate) { annotations.AddPrimitiveValue(ColumnAnnotations.SampleRateHz, NumberDataViewType.Single, rate); }
        if (FrequenciesHz is not null && Dimensions.Length >= 2 && FrequenciesHz.Count == Dimensions[^2]) { ColumnAnnotations.AddFrequenciesHz(annotations, FrequenciesHz); }
        if (SlotNames is not null && SlotNames.Count == Size) { ColumnAnnotations.AddNames(annotations, ColumnAnnotations.SlotNames, SlotNames); }
        return new DataViewSchema.DetachedColumn(name, new VectorDataViewType(NumberDataViewType.Single, Dimensions), annotations.ToAnnotations());
    }
}
