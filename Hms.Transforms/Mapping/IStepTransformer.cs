using Microsoft.ML;

namespace Hms.Transforms.Mapping;

/// <summary>A fitted step that reads named columns, writes one, and can be copied onto others.</summary>
public interface IStepTransformer : ITransformer
{
    /// <summary>The column read; the first where there are several.</summary>
    string InputColumn { get; }

    /// <summary>All columns read.</summary>
    IReadOnlyList<string> InputColumns { get; }

    /// <summary>The column written; it may be the column read.</summary>
    string OutputColumn { get; }

    /// <summary>True where the step has learnt nothing from rows (see <see cref="IStatelessStep"/>).</summary>
    bool IsStateless => this is IStatelessStep;

    /// <summary>A copy with all that was fitted, on other columns. The folds of an ensemble stand side by side in one model this way.</summary>
    /// <param name="outputColumn">The column to write.</param>
    /// <param name="inputColumns">The columns to read, as many as in <see cref="InputColumns"/>.</param>
    /// <exception cref="ArgumentException">Another number of columns is given.</exception>
    ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns);
}
