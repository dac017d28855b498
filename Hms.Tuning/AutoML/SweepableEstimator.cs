using Hms.Tuning.Spaces;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>An estimator whose options are searched.</summary>
public sealed class SweepableEstimator : Sweepable
{
    private readonly Func<MLContext, ParameterValues, IEstimator<ITransformer>> _factory;

    private SweepableEstimator(string name, SearchSpace space, Func<MLContext, ParameterValues, IEstimator<ITransformer>> factory)
        : base(name) => (SearchSpace, _factory) = (space, factory);

    /// <summary>Its parameters, under their own names; in a pipeline they get the estimator's name and a dot before.</summary>
    public SearchSpace SearchSpace { get; }

    /// <summary>An estimator made from an option class.</summary>
    /// <typeparam name="TOptions">The option class.</typeparam>
    /// <param name="factory">Makes the estimator; called for each trial and fold with a context seeded for it, so make the estimator from that context.</param>
    /// <param name="space">The space; null for <see cref="SearchSpace.Of{TOptions}(TOptions)"/>.</param>
    /// <param name="name">Its name; null for the class's name without "Options".</param>
    public static SweepableEstimator Create<TOptions>(Func<MLContext, TOptions, IEstimator<ITransformer>> factory, SearchSpace<TOptions>? space = null, string? name = null)
        where TOptions : class, new()
    {
        var options = space ?? Spaces.SearchSpace.Of<TOptions>();
        return new SweepableEstimator(name ?? ShortName(typeof(TOptions).Name), options, (context, values) => factory(context, options.Bind(values)));
    }

    /// <summary>An estimator made from values by name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="space">Its parameters.</param>
    /// <param name="factory">Makes the estimator, as above.</param>
    public static SweepableEstimator Create(string name, SearchSpace space, Func<MLContext, ParameterValues, IEstimator<ITransformer>> factory) => new(name, space, factory);

    /// <summary>The estimator under another name.</summary>
    /// <param name="name">The name.</param>
    public SweepableEstimator Named(string name) => new(name, SearchSpace, _factory);

    internal override void Declare(SearchCondition? condition, List<SearchParameter> parameters)
    {
        foreach (var parameter in SearchSpace.Parameters)
        {
            parameters.Add(parameter with
            {
                Name = Full(parameter.Name),
                Condition = parameter.Condition is { } own ? own with { Parent = Full(own.Parent) } : condition,
            });
        }
    }

    internal override IEstimator<ITransformer> Create(MLContext context, ParameterValues values)
    {
        var mine = new List<ParameterAssignment>();
        foreach (var parameter in SearchSpace.Parameters)
        {
            if (values.TryGet(Full(parameter.Name), out var given)) { mine.Add(given with { Name = parameter.Name }); }
        }
        return _factory(context, new ParameterValues(mine));
    }

    private static string ShortName(string className)
    {
        foreach (var ending in new[] { "Options", "Option" })
        {
            if (className.Length > ending.Length && className.EndsWith(ending, StringComparison.Ordinal)) { return className[..^ending.Length]; }
        }
        return className;
    }

    private string Full(string parameter) => $"{Name}.{parameter}";
}
