using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Models;

/// <summary>The columns that a model needs.</summary>
internal static class ModelColumns
{
    private static readonly string[] Conventional = ["Score", "PredictedLabel"];

    /// <summary>The columns that the probabilities are computed from; where there is no column Score, those of all new columns.</summary>
    internal static IReadOnlyList<ManifestColumn> Needed(ITransformer transformer, DataViewSchema input)
    {
        if (!transformer.IsRowToRowMapper) { throw new ArgumentException("The pipeline is not row by row and cannot score; append such steps with TransformerScope.Training.", nameof(transformer)); }
        var mapper = transformer.GetRowToRowMapper(input);
        var outputs = mapper.OutputSchema.Where(column => !column.IsHidden && Conventional.Contains(column.Name)).ToList();
        if (outputs.Count == 0) { outputs = [.. mapper.OutputSchema.Where(column => !column.IsHidden && column.Index >= input.Count)]; }
        return [.. mapper.GetDependencies(outputs).Select(column => Describe(input[column.Index])).OrderBy(column => column.Name, StringComparer.Ordinal)];
    }

    /// <summary>The schema of these columns alone.</summary>
    internal static DataViewSchema Select(DataViewSchema input, IReadOnlyList<ManifestColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var wanted in columns)
        {
            var column = input.GetColumnOrNull(wanted.Name) ?? throw VectorShape.Absent(wanted.Name, input.Select(c => c.Name));
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }
        return builder.ToSchema();
    }

    /// <summary>Requires a table to have these columns in their dimensions and, where both sides know them, with their sample rate and channels.</summary>
    internal static void Require(DataViewSchema schema, IReadOnlyList<ManifestColumn> columns)
    {
        foreach (var wanted in columns)
        {
            var found = Describe(schema.GetColumnOrNull(wanted.Name) ?? throw VectorShape.Absent(wanted.Name, schema.Select(c => c.Name)));
            if (!found.Dimensions.SequenceEqual(wanted.Dimensions))
            {
                throw new ColumnMismatchException(wanted.Name, $"Column '{wanted.Name}' has dimensions {Text(found)}; the model was trained on {Text(wanted)}.");
            }
            RequireSampleRate(found, wanted);
            RequireChannels(found, wanted);
        }
    }

    private static void RequireSampleRate(ManifestColumn found, ManifestColumn wanted)
    {
        if (found.SampleRateHz is not { } rate || wanted.SampleRateHz is not { } trained || rate == trained) { return; }
        throw new ColumnMismatchException(wanted.Name,
            FormattableString.Invariant($"Column '{wanted.Name}' has a sample rate of {rate} Hz; the model was trained on {trained} Hz (resample the recordings to {trained} Hz first)."));
    }

    /// <summary>Names in order: a step without names, such as a filter or a network, goes by position.</summary>
    private static void RequireChannels(ManifestColumn found, ManifestColumn wanted)
    {
        if (found.ChannelNames is not { } names || wanted.ChannelNames is not { } trained || names.SequenceEqual(trained, StringComparer.Ordinal)) { return; }
        var first = names.Zip(trained).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new ColumnMismatchException(wanted.Name,
            $"Column '{wanted.Name}' has {Channel(names, first)} as channel {first}; the model was trained on {Channel(trained, first)} there (bring the channels into the order {string.Join(", ", trained)}).");
    }

    private static string Channel(IReadOnlyList<string> names, int index) => index < names.Count ? $"'{names[index]}'" : "none";

    private static string Text(ManifestColumn column) => column.Dimensions.Count == 0 ? "of a scalar" : $"[{string.Join(", ", column.Dimensions)}]";

    private static ManifestColumn Describe(DataViewSchema.Column column) => new(
        column.Name,
        column.Type is VectorDataViewType vector ? [.. vector.Dimensions] : [],
        ColumnAnnotations.GetNames(column, ColumnAnnotations.ChannelNames),
        ColumnAnnotations.GetSampleRateHz(column));
}
