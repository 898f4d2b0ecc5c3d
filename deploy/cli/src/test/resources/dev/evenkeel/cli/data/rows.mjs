console.log('a,b\n1,2')
