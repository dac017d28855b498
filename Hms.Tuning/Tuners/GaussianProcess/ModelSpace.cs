using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>A search space as the model sees it: one axis for each parameter with more than one value.</summary>
internal sealed class ModelSpace
{
    private readonly SearchSpace _space;
    private readonly int[] _axisOf;

    public ModelSpace(SearchSpace space)
    {
        _space = space;
        _axisOf = new int[space.Parameters.Count];
        var axes = new List<ModelAxis>();
        for (var i = 0; i < _axisOf.Length; i++)
        {
            _axisOf[i] = space.Parameters[i].Distribution.ValueCount == 1 ? -1 : axes.Count;
            if (_axisOf[i] >= 0) { axes.Add(new ModelAxis(space.Parameters[i])); }
        }
        Axes = [.. axes];
        IsConditional = space.Parameters.Any(x => x.Condition is not null);
    }

    /// <summary>The axes, in order of declaration.</summary>
    public ModelAxis[] Axes { get; }

    /// <summary>The place of a trial; null when it lacks a parameter that every trial of the space has, or holds one of another kind.</summary>
    public ModelPoint? Encode(ParameterValues values)
    {
        var point = new ModelPoint(Axes.Length);
        for (var d = 0; d < Axes.Length; d++)
        {
            var parameter = Axes[d].Parameter;
            if (values.TryGet(parameter.Name, out var found))
            {
                if (!parameter.Distribution.IsCompatibleWith(found.Distribution)) { return null; }
                point.Active[d] = true;
                point.Places[d] = Axes[d].ToPlace(found.InternalValue);
            }
            else if (parameter.Condition is null) { return null; }
            else { point.Places[d] = 0; }
        }
        return point;
    }

    /// <summary>Sets which axes are active, from the places of their parents.</summary>
    public void Activate(ModelPoint point)
    {
        if (!IsConditional)
        {
            Array.Fill(point.Active, true);
            return;
        }
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < _axisOf.Length; i++)
        {
            var parameter = _space.Parameters[i];
            var isActive = SearchSpace.IsActive(parameter, values);
            if (isActive) { values.Add(parameter.Name, InternalValue(i, point)); }
            if (_axisOf[i] >= 0) { point.Active[_axisOf[i]] = isActive; }
        }
    }

    /// <summary>The parameter values of a point whose axes are activated.</summary>
    public ParameterValues Decode(ModelPoint point, ParameterValues decided)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < _axisOf.Length; i++)
        {
            var parameter = _space.Parameters[i];
            if (!SearchSpace.IsActive(parameter, values)) { continue; }
            values.Add(parameter.Name, decided.TryGet(parameter.Name, out var given) ? given.InternalValue : InternalValue(i, point));
        }
        return new ParameterValues(_space.Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
    }

    /// <summary>True when some parameter depends on another.</summary>
    public bool IsConditional { get; }

    private double InternalValue(int parameter, ModelPoint point) => _axisOf[parameter] is var axis and >= 0
        ? Axes[axis].ToInternal(point.Places[axis])
        : NumericScale.GridValue(_space.Parameters[parameter].Distribution, 0);
}
