using System.Reflection;
using Hms.Tuning.Storage;

namespace Hms.Tests.Tuning.Running;

/// <summary>A storage in front of another that lets a test look at each call, or throw instead.</summary>
public class StorageProxy : DispatchProxy
{
    private IStudyStorage _inner = null!;
    private Action<string, object?[]> _before = null!;
    private Func<object?, object?>? _after;

    /// <summary>Calls <paramref name="before"/> with name and arguments, then the storage, and passes what that returns through <paramref name="after"/>.</summary>
    public static IStudyStorage Of(IStudyStorage inner, Action<string, object?[]> before, Func<object?, object?>? after = null)
    {
        var storage = Create<IStudyStorage, StorageProxy>();
        var proxy = (StorageProxy)(object)storage;
        (proxy._inner, proxy._before, proxy._after) = (inner, before, after);
        return storage;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name, args ?? []);
        try
        {
            var result = targetMethod.Invoke(_inner, args);
            return _after is null ? result : _after(result);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }
}
