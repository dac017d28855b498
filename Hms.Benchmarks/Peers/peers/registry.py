PEERS = {}


def peer(name):
    """Registers a peer: a function of (parameters, *arrays) that prepares and returns the function to be timed, whose result is compared."""
    def register(function):
        PEERS[name] = function
        return function
    return register
