using Hms.Tuning.Spaces;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>A pipeline of estimators, some with parameters to search, some to choose among. Never changed: each verb gives a new one.</summary>
/// <remarks>
/// Its space is a tree: where estimators are alternatives, a choice parameter ("trainer") says which is used, and the parameters of each exist only under its own choice.
/// Their names are the estimator's name, a dot, and the option's name.
/// </remarks>
public sealed class SweepablePipeline : Sweepable
{
    private const string DefaultChoice = "trainer";
    private readonly IReadOnlyList<Stage> _stages;

    /// <summary>An empty pipeline.</summary>
    public SweepablePipeline()
        : this("", []) { }

    private SweepablePipeline(string name, IReadOnlyList<Stage> stages)
        : base(name.Length > 0 || stages.Count == 0 ? name : stages[^1].Name) => _stages = stages;

    /// <summary>All parameters of the pipeline.</summary>
    /// <exception cref="ArgumentException">Two estimators have the same name; the message says which parameters clash.</exception>
    public SearchSpace SearchSpace
    {
        get
        {
            var parameters = new List<SearchParameter>();
            Declare(null, parameters);
            try { return new SearchSpace(parameters); }
            catch (ArgumentException exception) { throw new ArgumentException($"{exception.Message}{Environment.NewLine}In a pipeline each sweepable estimator needs a name of its own; see {nameof(SweepableEstimator)}.{nameof(SweepableEstimator.Named)}.", exception); }
        }
    }

    /// <summary>Adds an estimator without parameters to search. It is shared by all trials: one that draws random numbers belongs into a factory.</summary>
    /// <param name="estimator">The estimator.</param>
    public SweepablePipeline Append(IEstimator<ITransformer> estimator) => With(new FixedStage(_ => estimator));

    /// <summary>Adds an estimator without parameters to search, made anew for each trial and fold from a context seeded for it.</summary>
    /// <param name="factory">Makes the estimator.</param>
    public SweepablePipeline Append(Func<MLContext, IEstimator<ITransformer>> factory) => With(new FixedStage(factory));

    /// <summary>Adds a sweepable estimator or pipeline.</summary>
    /// <param name="sweepable">What is added.</param>
    public SweepablePipeline Append(Sweepable sweepable) => With(new OneStage(sweepable));

    /// <summary>Adds several alternatives, one of which a trial uses; the choice among them is the parameter "trainer".</summary>
    /// <param name="alternatives">The alternatives, each of another name.</param>
    public SweepablePipeline Append(params IReadOnlyList<Sweepable> alternatives) => Append(DefaultChoice, alternatives);

    /// <summary>Adds several alternatives, one of which a trial uses.</summary>
    /// <param name="name">Name of the choice among them.</param>
    /// <param name="alternatives">The alternatives, each of another name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SweepablePipeline Append(string name, params IReadOnlyList<Sweepable> alternatives) => alternatives.Count switch
    {
        0 => throw new ArgumentException($"The choice '{name}' has no alternative; give one or more.", nameof(alternatives)),
        1 => Append(alternatives[0]),
        _ => With(new ChoiceStage(name, alternatives)),
    };

    /// <summary>The pipeline under another name, for use as an alternative. By default it has the name of its last estimator.</summary>
    /// <param name="name">The name.</param>
    public SweepablePipeline Named(string name) => new(name, _stages);

    /// <summary>The estimator that values make, for example those of the best trial.</summary>
    /// <param name="context">Seeded for the use.</param>
    /// <param name="values">Values of <see cref="SearchSpace"/>; what is absent keeps its default, an absent choice takes the first alternative.</param>
    /// <exception cref="InvalidOperationException">The pipeline is empty.</exception>
    public IEstimator<ITransformer> BuildFromParameters(MLContext context, ParameterValues values) => Create(context, values);

    internal override void Declare(SearchCondition? condition, List<SearchParameter> parameters)
    {
        foreach (var stage in _stages) { stage.Declare(condition, parameters); }
    }

    internal override IEstimator<ITransformer> Create(MLContext context, ParameterValues values)
    {
        if (_stages.Count == 0) { throw new InvalidOperationException("The pipeline is empty; append an estimator."); }
        var chain = _stages[0].Create(context, values);
        foreach (var stage in _stages.Skip(1)) { chain = chain.Append(stage.Create(context, values)); }
        return chain;
    }

    private SweepablePipeline With(Stage stage) => new("", [.. _stages, stage]);

    private abstract class Stage(string name)
    {
        public string Name => name;

        public abstract void Declare(SearchCondition? condition, List<SearchParameter> parameters);

        public abstract IEstimator<ITransformer> Create(MLContext context, ParameterValues values);
    }

    private sealed class FixedStage(Func<MLContext, IEstimator<ITransformer>> factory) : Stage("pipeline")
    {
        public override void Declare(SearchCondition? condition, List<SearchParameter> parameters) { }

        public override IEstimator<ITransformer> Create(MLContext context, ParameterValues values) => factory(context);
    }

    private sealed class OneStage(Sweepable sweepable) : Stage(sweepable.Name)
    {
        public override void Declare(SearchCondition? condition, List<SearchParameter> parameters) => sweepable.Declare(condition, parameters);

        public override IEstimator<ITransformer> Create(MLContext context, ParameterValues values) => sweepable.Create(context, values);
    }

    private sealed class ChoiceStage(string name, IReadOnlyList<Sweepable> alternatives) : Stage(name)
    {
        public override void Declare(SearchCondition? condition, List<SearchParameter> parameters)
        {
            parameters.Add(new SearchParameter(Name, new CategoricalDistribution(alternatives.Select(x => x.Name)), condition) { Default = 0 });
            for (var i = 0; i < alternatives.Count; i++) { alternatives[i].Declare(new SearchCondition(Name, i), parameters); }
        }

        public override IEstimator<ITransformer> Create(MLContext context, ParameterValues values) =>
            alternatives[values.TryGet(Name, out var chosen) ? (int)chosen.InternalValue : 0].Create(context, values);
    }
}
