using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Scoring;

/// <summary>Several columns of probabilities of the same classes.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="ClassCount">Number of classes.</param>
/// <param name="ClassNames">Their names; null where unknown.</param>
internal sealed record ScoreColumns(DataViewSchema.Column[] Columns, int ClassCount, IReadOnlyList<string>? ClassNames)
{
    /// <summary>Finds columns, all of one length.</summary>
    /// <param name="schema">The table's schema.</param>
    /// <param name="names">Names of the columns.</param>
    /// <param name="classNames">Names of the classes; null takes those of the first column.</param>
    /// <exception cref="ColumnMismatchException">A column is absent, no float vector of known size, or of another length.</exception>
    internal static ScoreColumns Read(DataViewSchema schema, IReadOnlyList<string> names, IReadOnlyList<string>? classNames)
    {
        var columns = new DataViewSchema.Column[names.Count];
        var shapes = names.Select((name, i) => VectorShape.Read(schema, name, out columns[i])).ToArray();
        var classes = classNames ?? shapes[0].SlotNames;
        var count = classes?.Count ?? shapes[0].Size;
        foreach (var shape in shapes)
        {
            if (shape.Size != count) { throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' has {shape.Size} values; {count} classes need as many."); }
        }
        return new ScoreColumns(columns, count, classes);
    }

    /// <summary>Readers of all columns.</summary>
    internal VectorReader[] ReadersOf(DataViewRow row) => Array.ConvertAll(Columns, column => new VectorReader(row, column, ClassCount));
}
