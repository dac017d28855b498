namespace Hms.Experiments.Evaluation;

/// <summary>What held-out predictions must be before anything is computed of them.</summary>
internal static class PredictionCheck
{
    /// <summary>How far a row of votes or probabilities may miss 1: published probabilities of six digits miss it by up to 2e-5.</summary>
    public const double SumTolerance = 1e-4;

    /// <summary>Number of classes of predictions, every row of which is checked.</summary>
    /// <param name="predictions">The rows.</param>
    /// <param name="name">Whose they are, for messages.</param>
    /// <exception cref="UserErrorException">There is no row, or one is not a pair of distributions over the same two or more classes; the message names it.</exception>
    public static int RequireDistributions(IReadOnlyList<HeldOutPrediction> predictions, string name)
    {
        if (predictions.Count == 0) { throw new UserErrorException($"{name} has no predictions; at least one row is needed."); }
        var classes = predictions[0].Votes.Length;
        if (classes < 2) { throw new UserErrorException($"{name} has {classes} classes; at least 2 are needed."); }
        foreach (var row in predictions)
        {
            Require(row.Votes, "votes", row, name, classes);
            Require(row.Score, "probabilities", row, name, classes);
            if (row.Prior.Length != 0) { Require(row.Prior, "values of the class prior", row, name, classes); }
        }
        return classes;
    }

    private static void Require(float[] values, string what, HeldOutPrediction row, string name, int classes)
    {
        string At() => FormattableString.Invariant($"{name}, row {row.RowIndex} (EEG {row.EegId}): the {what}");
        if (values.Length != classes) { throw new UserErrorException($"{At()} have {values.Length} values, the first row has {classes} classes; every row needs as many."); }
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!(value is >= 0 and <= 1 + (float)SumTolerance)) { throw new UserErrorException(FormattableString.Invariant($"{At()} hold {value}; each must be from 0 to 1. Predict this row again.")); }
            sum += value;
        }
        if (Math.Abs(sum - 1) > SumTolerance) { throw new UserErrorException(FormattableString.Invariant($"{At()} sum to {sum:R}; they must sum to 1 within {SumTolerance}. Divide them by their sum.")); }
    }
}
