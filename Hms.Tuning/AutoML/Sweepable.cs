using Hms.Tuning.Spaces;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>What can stand in a pipeline whose parameters are searched: a <see cref="SweepableEstimator"/> or a <see cref="SweepablePipeline"/>.</summary>
public abstract class Sweepable
{
    private protected Sweepable(string name) => Name = name;

    /// <summary>Its name as one of several alternatives.</summary>
    public string Name { get; }

    /// <summary>Adds its parameters.</summary>
    internal abstract void Declare(SearchCondition? condition, List<SearchParameter> parameters);

    /// <summary>The estimator that the values of a trial make.</summary>
    internal abstract IEstimator<ITransformer> Create(MLContext context, ParameterValues values);
}
