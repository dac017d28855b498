namespace Hms.Training.Optimization;

/// <summary>Up to the learning rate and down below where it began, at each step (Smith and Topin, 2019), as torch.optim.lr_scheduler.OneCycleLR with max_lr = the optimiser's learning rate.</summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>Share of all steps in which the rate rises (pct_start), in [0, 1]; at most a half with three phases.</summary>
    public double PctStart { get; init; } = 0.3;

    /// <summary>The first rate is the learning rate divided by this; at least 1.</summary>
    public double DivFactor { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this; at least 1.</summary>
    public double FinalDivFactor { get; init; } = 1e4;

    /// <summary>The form of the phases.</summary>
    public AnnealingKind Annealing { get; init; } = AnnealingKind.Cosine;

    /// <summary>Two phases or three.</summary>
    public OneCyclePhases Phases { get; init; } = OneCyclePhases.Two;

    /// <summary>Whether momentum (SGD) or the first beta (Adam, AdamW) moves against the rate.</summary>
    public bool CycleMomentum { get; init; } = true;

    /// <summary>Momentum where the rate is highest, in [0, 1).</summary>
    public double BaseMomentum { get; init; } = 0.85;

    /// <summary>Momentum where the rate is low, in [0, 1); not below <see cref="BaseMomentum"/>.</summary>
    public double MaxMomentum { get; init; } = 0.95;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment)
    {
        var (first, step, start) = (learningRate / DivFactor, (double)moment.GlobalStep, 0.0);
        var phases = PhasesOf(learningRate, first, moment.TotalSteps);
        foreach (var phase in phases)
        {
            if (step > phase.End && phase != phases[^1]) { start = phase.End; continue; }
            var share = phase.End > start ? (step - start) / (phase.End - start) : 1; // a phase of no length is over at once; PyTorch divides by 0 there
            return new(Anneal(phase.FromRate, phase.ToRate, share), CycleMomentum ? Anneal(phase.FromMomentum, phase.ToMomentum, share) : null);
        }
        throw new InvalidOperationException("A one-cycle schedule has phases.");
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        var most = Phases == OneCyclePhases.Three ? 0.5 : 1;
        if (!(PctStart >= 0 && PctStart <= most)) { errors.Add(FormattableString.Invariant($"PctStart {PctStart} must be in [0, {most}] with {(Phases == OneCyclePhases.Three ? "three" : "two")} phases.")); }
        if (!(DivFactor >= 1 && double.IsFinite(DivFactor))) { errors.Add(FormattableString.Invariant($"DivFactor {DivFactor} must be at least 1.")); }
        if (!(FinalDivFactor >= 1 && double.IsFinite(FinalDivFactor))) { errors.Add(FormattableString.Invariant($"FinalDivFactor {FinalDivFactor} must be at least 1.")); }
        if (!Enum.IsDefined(Annealing)) { errors.Add($"Annealing {Annealing} is unknown; it is one of {string.Join(", ", Enum.GetNames<AnnealingKind>())}."); }
        if (!Enum.IsDefined(Phases)) { errors.Add($"Phases {Phases} is unknown; it is one of {string.Join(", ", Enum.GetNames<OneCyclePhases>())}."); }
        if (!(BaseMomentum is >= 0 and < 1)) { errors.Add(FormattableString.Invariant($"Base momentum {BaseMomentum} must be in [0, 1).")); }
        if (!(MaxMomentum is >= 0 and < 1)) { errors.Add(FormattableString.Invariant($"Maximum momentum {MaxMomentum} must be in [0, 1).")); }
        if (BaseMomentum > MaxMomentum) { errors.Add(FormattableString.Invariant($"Base momentum {BaseMomentum} must not exceed the maximum momentum {MaxMomentum}.")); }
        return errors;
    }

    private Phase[] PhasesOf(double highest, double first, long totalSteps)
    {
        var (last, rise) = (first / FinalDivFactor, PctStart * totalSteps - 1);
        var up = new Phase(rise, first, highest, MaxMomentum, BaseMomentum);
        return Phases == OneCyclePhases.Two
            ? [up, new(totalSteps - 1, highest, last, BaseMomentum, MaxMomentum)]
            : [up, new(2 * PctStart * totalSteps - 2, highest, first, BaseMomentum, MaxMomentum), new(totalSteps - 1, first, last, MaxMomentum, MaxMomentum)];
    }

    private double Anneal(double from, double to, double share) => Annealing == AnnealingKind.Cosine ? Cosine(from, to, share) : from + (to - from) * share;

    /// <summary>From where the phase before it ended to a step (which need not be whole).</summary>
    private sealed record Phase(double End, double FromRate, double ToRate, double FromMomentum, double ToMomentum);
}
