using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Pipelines;

/// <summary>Fitted ML.NET chains of any type: a chain is a TransformerChain of the type of its last step, which its caller need not know.</summary>
internal static class TransformerChains
{
    /// <summary>The transformer without steps of training scope, at any depth; the same object where there are none.</summary>
    internal static ITransformer ForScoring(ITransformer transformer) =>
        HasTrainingSteps(transformer) ? new TransformerChain<ITransformer>([.. Scoring(transformer)!.Select(ForScoring)]) : transformer;

    /// <summary>The steps of a chain, at any depth, in the order in which they run; the transformer itself where it is no chain.</summary>
    internal static IEnumerable<ITransformer> Steps(ITransformer transformer) => Scoring(transformer) is { } chain ? chain.SelectMany(Steps) : [transformer];

    /// <summary>A chain without training steps with some of its steps replaced, at any depth; the same object where none is.</summary>
    internal static ITransformer Replace(ITransformer transformer, Func<ITransformer, ITransformer> replace)
    {
        if (Scoring(transformer) is not { } chain) { return replace(transformer); }
        var (before, after) = (chain.ToArray(), chain.Select(step => Replace(step, replace)).ToArray());
        return before.SequenceEqual(after) ? transformer : new TransformerChain<ITransformer>(after);
    }

    /// <summary>True where a chain, at any depth, holds a step that is left out of scoring.</summary>
    internal static bool HasTrainingSteps(ITransformer transformer) =>
        Scoring(transformer) is { } scoring && (scoring.Count() != ((IEnumerable<ITransformer>)transformer).Count() || scoring.Any(HasTrainingSteps));

    /// <summary>The steps of a chain that score; null where this is no chain.</summary>
    private static TransformerChain<ITransformer>? Scoring(ITransformer transformer)
    {
        var type = transformer.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(TransformerChain<>)) { return null; }
        return (TransformerChain<ITransformer>)type.GetMethod(nameof(TransformerChain<ITransformer>.GetModelFor))!.Invoke(transformer, [TransformerScope.Scoring])!;
    }
}
