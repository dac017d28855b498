using System.Globalization;
using Hms.Experiments.Ensembles;
using Hms.Transforms.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Joins whole models to one flat chain: each model's steps on columns of its own, then what joins their probabilities.</summary>
internal static class ModelJoiner
{
    /// <summary>The chain, and the columns that it reads.</summary>
    /// <param name="models">The members' models, in order.</param>
    /// <param name="combination">What joins their probabilities.</param>
    /// <exception cref="UserErrorException">Two models want one column in other dimensions.</exception>
    public static (TransformerChain<ITransformer> Chain, DataViewSchema InputSchema) Join(IReadOnlyList<(string Name, HmsModel Model)> models, FittedCombination combination)
    {
        var steps = new List<ITransformer>();
        var scores = new List<string>();
        for (var i = 0; i < models.Count; i++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $".member{i}");
            var transformer = models[i].Model.Transformer;
            steps.AddRange(FoldEnsemble.OnOwnColumns(transformer is IEnumerable<ITransformer> chain ? [.. chain] : [transformer], suffix));
            scores.Add(FoldEnsemble.ScoreColumn + suffix);
        }
        steps.AddRange(CombinationFactory.StepsOf(combination, scores));
        return (new TransformerChain<ITransformer>([.. steps]), SchemaOf(models));
    }

    private static DataViewSchema SchemaOf(IReadOnlyList<(string Name, HmsModel Model)> models)
    {
        var builder = new DataViewSchema.Builder();
        var owners = new Dictionary<string, (string Member, DataViewSchema.Column Column)>();
        foreach (var (name, model) in models)
        {
            foreach (var column in model.InputSchema)
            {
                if (owners.TryAdd(column.Name, (name, column))) { builder.AddColumn(column.Name, column.Type, column.Annotations); }
                else if (owners[column.Name] is var first && !first.Column.Type.Equals(column.Type))
                {
                    throw new UserErrorException($"Members \"{first.Member}\" and \"{name}\" read the column {column.Name} in other dimensions, {first.Column.Type} and {column.Type}; give both the same window.");
                }
            }
        }
        return builder.ToSchema();
    }
}
