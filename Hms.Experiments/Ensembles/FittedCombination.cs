namespace Hms.Experiments.Ensembles;

/// <summary>How the probabilities of several models become one, with everything fitted.</summary>
public abstract record FittedCombination
{
    /// <summary>Number of models.</summary>
    public abstract int Members { get; }

    /// <summary>Joins the probabilities of one row.</summary>
    /// <param name="members">Probabilities, [members, classes] row-major.</param>
    /// <param name="result">Receives one probability for each class; they sum to 1 where each member's do.</param>
    public abstract void Combine(ReadOnlySpan<double> members, Span<double> result);

    /// <summary>What was fitted, by name; the same names in the same order for every fit of one kind to one set of models.</summary>
    /// <param name="memberNames">Names of the models.</param>
    /// <param name="classNames">Names of the classes.</param>
    public abstract IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames);

    /// <summary>Joins the probabilities of some rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <returns>Probabilities, [rows, classes] row-major.</returns>
    public virtual double[] Combine(EnsembleData data, IReadOnlyList<int> rows) => CombineRows(data, rows, Combine);

    /// <summary>Joins the probabilities of some rows, one by one.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="combine">Joins those of one row.</param>
    private protected double[] CombineRows(EnsembleData data, IReadOnlyList<int> rows, RowCombiner combine)
    {
        if (data.Members.Count != Members) { throw new ArgumentException($"The combination joins {Members} members; the data have {data.Members.Count}."); }
        var values = new double[Members * data.Classes];
        var result = new double[rows.Count * data.Classes];
        for (var i = 0; i < rows.Count; i++)
        {
            data.CopyRow(rows[i], values);
            combine(values, result.AsSpan(i * data.Classes, data.Classes));
        }
        return result;
    }

    /// <summary>Joins the probabilities of one row, as <see cref="Combine(ReadOnlySpan{double}, Span{double})"/> does.</summary>
    private protected delegate void RowCombiner(ReadOnlySpan<double> members, Span<double> result);
}
