using Hms.Experiments.Configuration.Settings;
using Hms.Training.Losses;
using Hms.Training.Optimization;

namespace Hms.Experiments.Pipelines;

/// <summary>From the settings of optimizer, schedule, loss and weights by votes to the trainer's options.</summary>
internal static class LearningOptions
{
    public static OptimizerOptions OptimizerOf(OptimizerSettings settings)
    {
        OptimizerOptions optimizer = settings switch
        {
            AdamWSettings adamW => new AdamWOptions { Beta1 = adamW.Beta1, Beta2 = adamW.Beta2, WeightDecay = adamW.WeightDecay, Epsilon = adamW.Epsilon, AmsGrad = adamW.AmsGrad },
            AdamSettings adam => new AdamOptions { Beta1 = adam.Beta1, Beta2 = adam.Beta2, WeightDecay = adam.WeightDecay, Epsilon = adam.Epsilon, AmsGrad = adam.AmsGrad },
            SgdSettings sgd => new SgdOptions { Momentum = sgd.Momentum, Dampening = sgd.Dampening, Nesterov = sgd.Nesterov, WeightDecay = sgd.WeightDecay },
            _ => throw new InvalidOperationException($"No optimizer for {settings.GetType().Name}."),
        };
        var scope = settings.DecayOn == DecayedWeights.WeightsOnly ? WeightDecayScope.WeightsOnly : WeightDecayScope.All;
        return optimizer with { LearningRate = settings.LearningRate, DecayScope = scope };
    }

    public static LearningRateSchedule ScheduleOf(ScheduleSettings settings, WarmUpSettings? warmUp)
    {
        var schedule = ScheduleOf(settings);
        return warmUp is null ? schedule : new WarmUpSchedule { Then = schedule, Epochs = warmUp.Epochs, Steps = warmUp.Steps, StartFactor = warmUp.StartFactor };
    }

    public static LossOptions LossOf(LossSettings settings) => settings switch
    {
        KullbackLeiblerSettings => new KullbackLeiblerLoss { LabelSmoothing = settings.LabelSmoothing },
        CrossEntropySettings => new CrossEntropyLoss { LabelSmoothing = settings.LabelSmoothing },
        _ => throw new InvalidOperationException($"No loss for {settings.GetType().Name}."),
    };

    public static VoteWeighting? VoteWeightingOf(VoteWeightingSettings settings) => settings switch
    {
        NoVoteWeightingSettings => null,
        LinearVoteWeightingSettings linear => new LinearVoteWeighting { Cap = linear.Cap },
        SquareRootVoteWeightingSettings root => new SquareRootVoteWeighting { Cap = root.Cap },
        _ => throw new InvalidOperationException($"No weighting for {settings.GetType().Name}."),
    };

    private static LearningRateSchedule ScheduleOf(ScheduleSettings settings) => settings switch
    {
        CosineSettings cosine => new CosineSchedule { MinimumLearningRate = cosine.MinimumLearningRate, Interval = Of(cosine.Interval) },
        PlateauSettings plateau => new PlateauSchedule
        {
            Factor = plateau.Factor,
            Patience = plateau.Patience,
            Threshold = plateau.Threshold,
            ThresholdMode = plateau.ThresholdMode == ThresholdModeChoice.Absolute ? PlateauThresholdMode.Absolute : PlateauThresholdMode.Relative,
            Cooldown = plateau.Cooldown,
            MinimumLearningRate = plateau.MinimumLearningRate,
            Epsilon = plateau.Epsilon,
        },
        StepScheduleSettings step => new StepSchedule { StepSize = step.StepSize, Gamma = step.Gamma },
        MultiStepSettings steps => new MultiStepSchedule { Milestones = steps.Milestones, Gamma = steps.Gamma },
        ExponentialSettings exponential => new ExponentialSchedule { Gamma = exponential.Gamma },
        WarmRestartsSettings restarts => new WarmRestartsSchedule
        {
            FirstPeriod = restarts.FirstPeriod,
            PeriodFactor = restarts.PeriodFactor,
            MinimumLearningRate = restarts.MinimumLearningRate,
            Interval = Of(restarts.Interval),
        },
        OneCycleSettings cycle => Of(cycle),
        ConstantSettings => new ConstantSchedule(),
        _ => throw new InvalidOperationException($"No schedule for {settings.GetType().Name}."),
    };

    private static OneCycleSchedule Of(OneCycleSettings cycle) => new()
    {
        PctStart = cycle.PctStart,
        DivFactor = cycle.DivFactor,
        FinalDivFactor = cycle.FinalDivFactor,
        Annealing = cycle.Annealing == AnnealingChoice.Linear ? AnnealingKind.Linear : AnnealingKind.Cosine,
        Phases = cycle.Phases == OneCyclePhasesChoice.Three ? OneCyclePhases.Three : OneCyclePhases.Two,
        CycleMomentum = cycle.CycleMomentum,
        BaseMomentum = cycle.BaseMomentum,
        MaxMomentum = cycle.MaxMomentum,
    };

    private static ScheduleInterval Of(IntervalChoice interval) => interval == IntervalChoice.Step ? ScheduleInterval.Step : ScheduleInterval.Epoch;
}
