using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running;

/// <summary>Joins the models of several folds into one flat chain: shared steps once, each fold's own steps on columns of its own, then the mean of the scores.</summary>
internal static class FoldEnsemble
{
    /// <summary>Column of the six probabilities.</summary>
    public const string ScoreColumn = "Score";

    /// <summary>Column of the most probable class.</summary>
    public const string PredictedLabelColumn = "PredictedLabel";

    /// <summary>Joins the folds; a single one stays as it is.</summary>
    /// <param name="shared">Steps that all folds share.</param>
    /// <param name="folds">For each fold its own steps, the network last.</param>
    public static TransformerChain<ITransformer> Join(IReadOnlyList<ITransformer> shared, IReadOnlyList<IReadOnlyList<ITransformer>> folds)
    {
        if (folds.Count == 1) { return new TransformerChain<ITransformer>([.. shared, .. folds[0]]); }
        var steps = shared.ToList();
        for (var fold = 0; fold < folds.Count; fold++) { steps.AddRange(OnOwnColumns(folds[fold], $".fold{fold}")); }
        steps.Add(new ScoreAveragingTransformer([.. Enumerable.Range(0, folds.Count).Select(fold => $"{ScoreColumn}.fold{fold}")], ScoreColumn, PredictedLabelColumn));
        return new TransformerChain<ITransformer>([.. steps]);
    }

    /// <summary>Steps on columns of their own: each output gets a suffix, and inputs that are outputs of steps before it follow.</summary>
    /// <param name="steps">Steps, first to last, each an <see cref="IStepTransformer"/>.</param>
    /// <param name="suffix">Goes behind the name of every column that they write.</param>
    public static IEnumerable<ITransformer> OnOwnColumns(IReadOnlyList<ITransformer> steps, string suffix)
    {
        var renamed = new Dictionary<string, string>();
        foreach (var step in steps.Cast<IStepTransformer>())
        {
            string[] inputs = [.. step.InputColumns.Select(column => renamed.GetValueOrDefault(column, column))];
            renamed[step.OutputColumn] = step.OutputColumn + suffix;
            yield return step.WithColumns(step.OutputColumn + suffix, inputs);
        }
    }
}
