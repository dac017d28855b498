using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Evaluation;

/// <summary>Evaluates probabilities against distributions of votes by <see cref="KullbackLeibler"/>.</summary>
public static class KlEvaluator
{
    /// <summary>How far a row's sum may be from 1.</summary>
    public const double SumTolerance = 1e-5;

    /// <summary>Reads the table once.</summary>
    /// <param name="data">A scored table.</param>
    /// <param name="votesColumn">Float vector: distribution of votes, sums to 1.</param>
    /// <param name="scoreColumn">Float vector of the same length: probabilities, sums to 1.</param>
    /// <param name="voteCountColumn">Single: number of votes of a row; needed for <paramref name="minimumVotes"/> only.</param>
    /// <param name="minimumVotes">Rows with fewer votes are left out; default 0 takes all.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or length; no row was read.</exception>
    /// <exception cref="InvalidOperationException">A row is NaN or does not sum to 1 within <see cref="SumTolerance"/>; the message names it.</exception>
    public static KlMetrics Evaluate(IDataView data, string votesColumn = "Votes", string scoreColumn = "Score", string? voteCountColumn = null, double minimumVotes = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        var votesShape = VectorShape.Read(data.Schema, votesColumn, out var votes);
        var scoreShape = VectorShape.Read(data.Schema, scoreColumn, out var score);
        if (votesShape.Size != scoreShape.Size)
        {
            throw new ColumnMismatchException(scoreColumn, $"Column '{scoreColumn}' has {scoreShape.Size} classes, column '{votesColumn}' {votesShape.Size}; both must be equal.");
        }
        var count = CountColumn(data.Schema, voteCountColumn, minimumVotes);
        using var cursor = data.GetRowCursor(count is { } column ? [votes, score, column] : [votes, score]);
        var countGetter = count is { } present ? cursor.GetGetter<float>(present) : null;
        return Read(cursor, new VectorReader(cursor, votes, votesShape.Size), new VectorReader(cursor, score, votesShape.Size), countGetter, minimumVotes, votesShape.Size);
    }

    private static KlMetrics Read(DataViewRowCursor cursor, VectorReader votes, VectorReader score, ValueGetter<float>? countGetter, double minimumVotes, int classCount)
    {
        var terms = new double[classCount];
        var divergences = new List<double>();
        var skipped = 0;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            float voteCount = 0;
            countGetter?.Invoke(ref voteCount);
            if (countGetter is not null && !(voteCount >= minimumVotes))
            {
                skipped++;
                continue;
            }
            divergences.Add(AddRow(Checked(votes, row, "votes"), Checked(score, row, "probabilities"), terms));
        }
        var rows = divergences.Count;
        return new KlMetrics(rows == 0 ? double.NaN : divergences.Sum() / rows, [.. terms.Select(term => rows == 0 ? double.NaN : term / rows)], rows, skipped, divergences);
    }

    private static double AddRow(ReadOnlySpan<float> votes, ReadOnlySpan<float> score, double[] terms)
    {
        for (var i = 0; i < terms.Length; i++) { terms[i] += KullbackLeibler.Divergence(votes.Slice(i, 1), score.Slice(i, 1)); }
        return KullbackLeibler.Divergence(votes, score);
    }

    private static ReadOnlySpan<float> Checked(VectorReader reader, int row, string what)
    {
        var values = reader.Read();
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!(value >= 0)) { throw new InvalidOperationException(FormattableString.Invariant($"Row {row}: the {what} hold {value}; values from 0 to 1 are needed.")); }
            sum += value;
        }
        return Math.Abs(sum - 1) <= SumTolerance
            ? values
            : throw new InvalidOperationException(FormattableString.Invariant($"Row {row}: the {what} sum to {sum:R}; they must sum to 1 within {SumTolerance}."));
    }

    private static DataViewSchema.Column? CountColumn(DataViewSchema schema, string? name, double minimumVotes)
    {
        if (name is null)
        {
            return minimumVotes > 0 ? throw new ArgumentException($"minimumVotes {minimumVotes} needs the column of the vote counts; name it.") : null;
        }
        var column = schema.GetColumnOrNull(name) ?? throw VectorShape.Absent(name, schema.Select(c => c.Name));
        return column.Type == NumberDataViewType.Single ? column : throw new ColumnMismatchException(name, $"Column '{name}' has type {column.Type}; Single is needed.");
    }
}
