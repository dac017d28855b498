using Hms.Transforms.Persistence;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>Schema propagation for estimators (GetOutputSchema): which kinds of columns follow from which. ML.NET gives others no way to make the shape of a column.</summary>
public static class StepShapes
{
    /// <summary>Requires float vectors, adds one.</summary>
    internal static SchemaShape AddVector(SchemaShape input, IReadOnlyList<string> inputColumns, string outputColumn)
    {
        RequireVectors(input, inputColumns);
        return Add(input, new VectorShape(outputColumn, [1]).ToColumn(outputColumn));
    }

    /// <summary>Requires columns to be vectors of Single.</summary>
    /// <param name="input">The kinds of columns before the estimator.</param>
    /// <param name="columns">Names of the columns that it reads.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another kind.</exception>
    public static void RequireVectors(SchemaShape input, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (var name in columns)
        {
            if (!input.Any(column => column.Name == name)) { throw VectorShape.Absent(name, input.Select(column => column.Name)); }
            var found = input.Last(column => column.Name == name);
            if (found.Kind != SchemaShape.Column.VectorKind.Vector || found.ItemType != NumberDataViewType.Single)
            {
                throw new ColumnMismatchException(name, $"Column '{name}' is a {found.Kind} of {found.ItemType}; a vector of Single of known size is needed.");
            }
        }
    }

    /// <summary>Adds the output columns of a classifier: a vector of probabilities and a key with the names of the classes.</summary>
    /// <param name="input">The kinds of columns before the estimator.</param>
    /// <param name="scoreColumn">Column of the probabilities.</param>
    /// <param name="predictedLabelColumn">Column of the most probable class.</param>
    public static SchemaShape AddClassification(SchemaShape input, string scoreColumn, string predictedLabelColumn)
    {
        string[] anyTwo = ["0", "1"]; // A shape says that there are names, not which or how many.
        return Add(input, ClassificationColumns.Score(scoreColumn, anyTwo), ClassificationColumns.PredictedLabel(predictedLabelColumn, anyTwo));
    }

    /// <summary>Adds columns, each in the place of an older one of its name.</summary>
    /// <param name="input">The kinds of columns before the estimator.</param>
    /// <param name="columns">What the estimator adds; sizes do not matter, kinds and annotations do.</param>
    public static SchemaShape Add(SchemaShape input, params ReadOnlySpan<DataViewSchema.DetachedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(input);
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns) { builder.AddColumn(column.Name, column.Type, column.Annotations); }
        var added = MLNetInternals.ToShape(builder.ToSchema());
        return new SchemaShape(input.Where(old => !added.Any(column => column.Name == old.Name)).Concat(added));
    }
}
